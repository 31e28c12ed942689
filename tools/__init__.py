"""What is run by hand: the fonts, the pictures, and the Chromium that they and the tests share."""
