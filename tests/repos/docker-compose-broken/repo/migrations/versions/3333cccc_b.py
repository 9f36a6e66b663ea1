revision = "3333cccc"
down_revision = "1111aaaa"
