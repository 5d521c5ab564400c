package dev.capstan.yaml;

import org.jspecify.annotations.Nullable;

/** What stands before a value: {@code &name} and {@code !tag}. */
record NodeProperties(@Nullable String anchor, @Nullable String tag) {
    static final NodeProperties NONE = new NodeProperties(null, null);
}
