package dev.capstan.yaml;

import org.jspecify.annotations.Nullable;

/** What is before a value: {@code &name} and {@code !tag}. */
record NodeProperties(@Nullable String anchor, @Nullable String tag) {
    static final NodeProperties NONE = new NodeProperties(null, null);
}
