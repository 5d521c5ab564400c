package dev.capstan.application.core;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key of the cache that {@code argocd} reads: {@code app|<state>|<application>|<version of the cache>}, with {@code .gz} behind it for a value that is
 * compressed. Versions differ between releases of the command, and what these two states look like does not.
 *
 * @param application its name in marks: with its namespace and an underscore before it where that is not the control plane's
 */
record StateKey(State state, String application, boolean isCompressed) {
    private static final Pattern FORM =
            Pattern.compile("app\\|(managed-resources|resources-tree)\\|([^|]{1,320})\\|[0-9][0-9.]{0,15}?(\\.gz)?");

    /** Which state of an Application. */
    enum State {
        MANAGED_RESOURCES,
        RESOURCES_TREE
    }

    /** Reads a key; empty when it is another one. Further parts of a tree have a number in their keys; there are none. */
    static Optional<StateKey> of(String key) {
        Matcher parts = FORM.matcher(key);
        if (!parts.matches()) {
            return Optional.empty();
        }
        State state = parts.group(1).equals("resources-tree") ? State.RESOURCES_TREE : State.MANAGED_RESOURCES;
        return Optional.of(new StateKey(state, parts.group(2), parts.group(3) != null));
    }
}
