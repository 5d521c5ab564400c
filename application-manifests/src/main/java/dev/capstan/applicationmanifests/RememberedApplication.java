package dev.capstan.applicationmanifests;

import dev.capstan.applicationmanifests.build.Built;
import dev.capstan.argo.project.Scope;
import dev.capstan.argo.source.RepeatedObjects.Combined;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The last rendering of an Application.
 *
 * @param sources in their order, as far as they were rendered
 * @param together the objects of all of them; empty when some failed
 */
record RememberedApplication(List<RememberedSource> sources, Optional<Together> together) {
    /** Nothing was rendered yet. */
    static final RememberedApplication NONE = new RememberedApplication(List.of(), Optional.empty());

    /** Of the texts that objects were read from, the objects take a multiple. */
    private static final int BYTES_PER_BYTE = 8;

    private static final long LEAST_BYTES = 4096;

    RememberedApplication {
        sources = List.copyOf(sources);
    }

    /**
     * The objects of all sources.
     *
     * @param scopes of the kinds that were asked for
     */
    record Together(String namespace, Map<Kind, Scope> scopes, Combined combined) {
        Together {
            scopes = Map.copyOf(scopes);
        }

        /** Whether they would be put together in the same way. */
        boolean holdsFor(String now, BiFunction<String, String, Scope> answers) {
            return namespace.equals(now)
                    && scopes.entrySet().stream().allMatch(known -> {
                        Kind kind = known.getKey();
                        return answers.apply(kind.group(), kind.kind()) == known.getValue();
                    });
        }
    }

    /** What a scope belongs to. */
    record Kind(String group, String kind) {}

    /** Whether these are the objects of its sources, and not others that are equal to them. */
    @SuppressWarnings("ReferenceEquality") // Comparing thousands of objects would cost what is to be saved.
    boolean isOf(List<RememberedSource> others) {
        if (others.size() != sources.size()) {
            return false;
        }
        for (int i = 0; i < others.size(); i++) {
            if (others.get(i).built() != sources.get(i).built()) {
                return false;
            }
        }
        return true;
    }

    /** The room that it takes, about. */
    long bytes() {
        return LEAST_BYTES
                + sources.stream()
                        .mapToLong(source -> source.built() instanceof Built.Objects objects
                                ? LEAST_BYTES + objects.bytes() * BYTES_PER_BYTE
                                : LEAST_BYTES)
                        .sum();
    }
}
