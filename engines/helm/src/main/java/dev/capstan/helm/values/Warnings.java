package dev.capstan.helm.values;

import java.util.ArrayList;
import java.util.List;

/** What Helm would log while it goes on. Belongs to one thread. */
public final class Warnings {
    private static final int MOST = 200;

    private final List<String> all = new ArrayList<>();

    /** Adds one, by {@link String#format}; of a flood the first few hundred are kept. */
    public void add(String format, Object... arguments) {
        if (all.size() < MOST) {
            all.add(format.formatted(arguments));
        }
    }

    /** All of them. */
    public List<String> all() {
        return List.copyOf(all);
    }
}
