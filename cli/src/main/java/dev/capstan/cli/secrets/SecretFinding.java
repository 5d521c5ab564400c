package dev.capstan.cli.secrets;

/**
 * Something about a file that somebody should mend. Quotes no value.
 *
 * @param line where it is; 0 for the whole file
 * @param text for people
 */
record SecretFinding(Kind kind, int line, String text) {
    /** What it is. */
    enum Kind {
        /** A manifest of a Secret with values that everybody can read. */
        PLAIN_SECRET("plain-secret"),
        /** A Secret in an encrypted file of which some values are not encrypted. */
        PLAIN_VALUE("plain-value"),
        /** A private key or a token. */
        PLAIN_KEY("plain-key"),
        /** A file that a rule with a path is for, and that is not encrypted. */
        NOT_ENCRYPTED("not-encrypted"),
        /** The file has other keys than its rule says. */
        OTHER_KEYS("other-keys"),
        /** Other values are encrypted than the rule says. */
        OTHER_SELECTION("other-selection"),
        /** There are rules, and none is for the file. */
        NO_RULE("no-rule"),
        /** A key of the file is older than half a year. */
        KEY_DUE("key-due"),
        /** The file looks encrypted and cannot be read. */
        UNREADABLE("unreadable");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** As JSON has it. */
        String code() {
            return code;
        }
    }

    /** With its line, as it is printed. */
    String shown() {
        return (line == 0 ? "" : "line " + line + ": ") + text;
    }
}
