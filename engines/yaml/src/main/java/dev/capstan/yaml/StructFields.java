package dev.capstan.yaml;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** The fields of a struct by their names: a plain map, but JSON keeps its order, as Go keeps that of fields. */
public final class StructFields extends LinkedHashMap<String, @Nullable Object> {
    private static final long serialVersionUID = 1;
}
