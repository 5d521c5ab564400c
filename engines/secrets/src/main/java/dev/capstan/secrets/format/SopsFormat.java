package dev.capstan.secrets.format;

import java.util.Locale;

/** The formats of files. */
public enum SopsFormat {
    YAML,
    JSON,
    DOTENV,
    INI,
    BINARY;

    /** The format that the end of a file's name says. */
    public static SopsFormat ofFile(String name) {
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return YAML;
        }
        return name.endsWith(".json") ? JSON : name.endsWith(".env") ? DOTENV : name.endsWith(".ini") ? INI : BINARY;
    }

    /** The format of a name such as {@code dotenv}; any other name is that of a binary file. */
    public static SopsFormat ofName(String name) {
        return switch (name) {
            case "yaml" -> YAML;
            case "json" -> JSON;
            case "dotenv" -> DOTENV;
            case "ini" -> INI;
            default -> BINARY;
        };
    }

    /** Its name, as options have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads and writes it. */
    public Store store(Indents indents) {
        return switch (this) {
            case YAML -> new YamlStore(indents.yaml());
            case JSON -> new JsonStore(indents.json());
            case DOTENV -> new DotenvStore();
            case INI -> new IniStore();
            case BINARY -> new BinaryStore(new JsonStore(indents.binary()));
        };
    }
}
