"""Films on other people's pages: what to write there (`generators`), and the files (`place`)."""
