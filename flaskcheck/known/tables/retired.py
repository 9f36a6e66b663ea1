"""What hosts and distributions have given up, with the day: state of 2026-11-30.

Sources: devcenter.heroku.com ("Stack Support Details", "Removal of Heroku Free Product Plans"), heroku-buildpack-python ``lib/checks.sh``; github.com/actions/runner-images (announcements);
docs.cloud.google.com/appengine ("Runtime lifecycle"); docs.aws.amazon.com/elasticbeanstalk ("Retired platform branches"); endoflife.date (distributions; of Debian and CentOS the end of long-term support).
"""

STACKS = {
    "cedar": "2015-11-04",
    "cedar-14": "2020-11-02",
    "heroku-16": "2021-05-01",
    "heroku-18": "2023-04-30",
    "heroku-20": "2025-04-30",
}
"""Heroku's."""

PLANS = {
    "free": "2022-11-28",
    "heroku-postgresql:dev": "2022-11-28",
    "heroku-postgresql:hobby-dev": "2022-11-28",
    "heroku-redis:hobby-dev": "2022-11-28",
    "mongolab": "2020-11-10",
}
"""Heroku's sizes of dynos, and its add-ons with their plans."""

RUNNERS = {
    "ubuntu-16.04": "2021-09-20",
    "ubuntu-18.04": "2023-04-03",
    "ubuntu-20.04": "2025-04-15",
    "windows-2016": "2022-04-01",
    "windows-2019": "2025-06-30",
    "macos-11": "2024-06-28",
    "macos-12": "2024-12-03",
    "macos-13": "2025-12-04",
}
"""Images of GitHub's own runners."""

RELEASES = {
    "debian": {"8": "2020-06-30", "9": "2022-06-30", "10": "2024-06-30", "11": "2026-08-31"},
    "ubuntu": {"14.04": "2019-04-30", "16.04": "2021-04-30", "18.04": "2023-05-31", "20.04": "2025-05-31"},
    "centos": {"6": "2020-11-30", "7": "2024-06-30", "8": "2021-12-31"},
    "alpine": {
        **dict.fromkeys(("3.6", "3.7", "3.8", "3.9", "3.10", "3.11"), "2021-11-01"),
        "3.12": "2022-05-01",
        "3.13": "2022-11-01",
        "3.14": "2023-05-01",
        "3.15": "2023-11-01",
        "3.16": "2024-05-23",
        "3.17": "2024-11-22",
        "3.18": "2025-05-09",
        "3.19": "2025-11-01",
        "3.20": "2026-04-01",
    },
}
"""Releases of distributions; of the oldest the day on which the last of them ended."""

ARCHIVED = {"debian": ("8", "9", "10")}
"""Those of them whose packages are no longer on the distribution's servers, only in its archive (deb.debian.org, November 2026)."""
