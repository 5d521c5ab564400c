package dev.capstan.yaml;

/**
 * How one of the YAML libraries of Go lays out its output.
 *
 * @param indent blanks a level of maps adds
 * @param indentsLists whether the list below a key is indented like a map there
 * @param width after which column text is folded
 * @param tabsInBlocks whether text with tabs may stand in a literal block
 */
record YamlLayout(int indent, boolean indentsLists, int width, boolean tabsInBlocks) {
    /** What sigs.k8s.io/yaml writes (go-yaml v2), and with it the kustomize command and Helm's {@code toYaml}. */
    static final YamlLayout KUBERNETES = new YamlLayout(2, false, 80, false);

    /** What go-yaml v3 writes. */
    static YamlLayout ofVersion3(int indent) {
        return new YamlLayout(indent, true, Integer.MAX_VALUE, true);
    }

    /** The column of what is below a map's key at a column. */
    int below(int column) {
        return indent * ((column + indent) / indent);
    }
}
