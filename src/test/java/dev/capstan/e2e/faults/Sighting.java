package dev.capstan.e2e.faults;

import java.util.Optional;

/**
 * One version of one object, as a watch reported it.
 *
 * @param version orders it among the versions of all objects
 * @param facts what the loop wants to know of it; empty when it is gone
 */
record Sighting(Name object, String uid, long version, Optional<Facts> facts) {
    /** Which object, in the namespace of the loop. */
    record Name(String kind, String name) {
        static Name of(LoopObject object) {
            return new Name(object.kind().kindName(), object.name());
        }

        static Name ofKustomization(int owner) {
            return new Name("Kustomization", GitState.nameOf(owner));
        }

        @Override
        public String toString() {
            return kind + "/" + name;
        }
    }

    /** What is in it. */
    sealed interface Facts {}

    /**
     * Of an object that a Kustomization manages.
     *
     * @param owner the Kustomization that says so
     * @param value see {@link LoopObject#VALUE}
     */
    record Managed(String owner, String value) implements Facts {}

    /** Of a Kustomization; what it has not said is empty. */
    record Told(String ready, String reason, String message, String applied, String attempted) implements Facts {
        boolean isReady() {
            return ready.equals("True");
        }
    }

    boolean isGone() {
        return facts.isEmpty();
    }

    Optional<Managed> managed() {
        return facts.filter(Managed.class::isInstance).map(Managed.class::cast);
    }

    Optional<Told> told() {
        return facts.filter(Told.class::isInstance).map(Told.class::cast);
    }
}
