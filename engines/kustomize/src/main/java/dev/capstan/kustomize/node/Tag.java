package dev.capstan.kustomize.node;

import dev.capstan.yaml.ScalarKind;

/** The type that a scalar declares; {@link #NONE} lets its text and quotes decide. */
public enum Tag {
    NONE,
    STRING,
    INT,
    FLOAT,
    BOOL,
    NULL,
    TIMESTAMP;

    static Tag of(ScalarKind kind) {
        return switch (kind) {
            case STRING -> STRING;
            case INT -> INT;
            case FLOAT -> FLOAT;
            case BOOL -> BOOL;
            case NULL -> NULL;
            case TIMESTAMP -> TIMESTAMP;
        };
    }
}
