package dev.capstan.secrets.metadata;

/**
 * Which values of a file are encrypted. A pattern is matched against every key on the path of a value, or against the comments before it.
 *
 * @param pattern a suffix, or a regular expression in the syntax of RE2 that is searched for
 */
public record Selection(Rule rule, String pattern) {
    /** What files have that say nothing else. */
    public static final Selection DEFAULT = new Selection(Rule.UNENCRYPTED_SUFFIX, "_unencrypted");

    /** What a match of the pattern means. */
    public enum Rule {
        UNENCRYPTED_SUFFIX("unencrypted_suffix"),
        ENCRYPTED_SUFFIX("encrypted_suffix"),
        UNENCRYPTED_REGEX("unencrypted_regex"),
        ENCRYPTED_REGEX("encrypted_regex"),
        UNENCRYPTED_COMMENT_REGEX("unencrypted_comment_regex"),
        ENCRYPTED_COMMENT_REGEX("encrypted_comment_regex");

        private final String key;

        Rule(String key) {
            this.key = key;
        }

        /** Its name in metadata and in .sops.yaml. */
        public String key() {
            return key;
        }
    }
}
