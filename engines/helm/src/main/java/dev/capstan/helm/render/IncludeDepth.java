package dev.capstan.helm.render;

import dev.capstan.gotemplate.failure.FunctionException;
import java.util.HashMap;
import java.util.Map;

/** How often a template includes itself, directly or not. Of one run. */
final class IncludeDepth {
    /** Helm's limit for one name. */
    private static final int MOST = 1_000;

    private final Map<String, Integer> open = new HashMap<>();

    void enter(String name) {
        int count = open.getOrDefault(name, 0);
        if (count > MOST) {
            throw new FunctionException(
                    "rendering template has a nested reference name: " + name + ": unable to execute template");
        }
        open.put(name, count + 1);
    }

    void leave(String name) {
        open.merge(name, -1, Integer::sum);
    }
}
