package dev.capstan.yaml;

/**
 * What go-yaml v2 says of a text that it cannot read. It counts lines from zero and leaves the first one out; what its
 * scanner finds it counts from one after all. Users know these sentences, so they are kept to the letter.
 */
final class GoYamlFault {
    static final String NO_TOKEN = "found character that cannot start any token";
    static final String NO_CONTENT = "did not find expected node content";
    static final String NO_KEY = "did not find expected key";
    static final String NO_DASH = "did not find expected '-' indicator";
    static final String NO_COLON = "could not find expected ':'";
    static final String NO_LIST_HERE = "block sequence entries are not allowed in this context";
    static final String NO_KEY_HERE = "mapping keys are not allowed in this context";
    static final String NO_MAP_HERE = "mapping values are not allowed in this context";

    private GoYamlFault() {}

    /** A fault that is tied to no place. */
    static String anywhere(String problem) {
        return "yaml: " + problem;
    }

    /**
     * A fault of characters.
     *
     * @param line of the character, from 1
     */
    static String ofScanner(String problem, int line) {
        return line > 1 ? "yaml: line " + line + ": " + problem : anywhere(problem);
    }

    /**
     * A fault of structure.
     *
     * @param line of what does not fit, from 1
     * @param start line of the value that it does not fit into, from 1
     */
    static String ofParser(String problem, int line, int start) {
        int shown = line > 1 ? line : start;
        return shown > 1 ? "yaml: line " + (shown - 1) + ": " + problem : anywhere(problem);
    }

    /** A map or list as a key. */
    static String badKey(YamlNode key) {
        return anywhere("invalid map key: " + GoSyntax.of(key));
    }
}
