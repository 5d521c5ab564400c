package dev.capstan.yaml;

/**
 * One key of a map with its value.
 *
 * @param key the key as written, with its own mark and style
 * @param value never absent; an empty value is the null scalar
 */
public record YamlEntry(YamlScalar key, YamlNode value) {
    /** The key's text, whatever its kind: {@code 1: x} has the name "1". */
    public String name() {
        return key.text();
    }
}
