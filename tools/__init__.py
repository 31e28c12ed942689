"""`make live`, and what is run by hand: fonts, pictures, the Chromium that the tests share."""
