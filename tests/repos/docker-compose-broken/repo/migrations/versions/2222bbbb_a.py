revision = "2222bbbb"
down_revision = "1111aaaa"
