"""Facts about distributions as plain data, each table with its source and date."""
