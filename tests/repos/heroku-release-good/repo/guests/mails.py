import time

from guests.factory import create_app
from guests.models import Guest

app = create_app()


def send():
    with app.app_context():
        print("guests:", Guest.query.count(), flush=True)


if __name__ == "__main__":
    while True:
        send()
        time.sleep(60)
