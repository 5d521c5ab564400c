package dev.capstan.kustomization.run;

import dev.capstan.api.kustomize.PostBuild;
import dev.capstan.api.kustomize.SubstituteReference;
import dev.capstan.applier.values.VariableStore;
import dev.capstan.kustomizationbuild.substitute.SubstitutionFailure;
import dev.capstan.kustomizationbuild.substitute.Variables;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Collects the variables of {@code spec.postBuild}: references in their order, then the inline ones over all. */
final class VariableLoader {

    private final VariableStore store;

    VariableLoader(VariableStore store) {
        this.store = store;
    }

    /** What became of collecting them. */
    sealed interface Loading {

        /**
         * They are known.
         *
         * @param secrets values that no message may show
         */
        record Loaded(Variables variables, Set<String> secrets) implements Loading {
            @Override
            public String toString() {
                return "Loaded" + variables.values().keySet();
            }
        }

        /** One place could not be read, or a name cannot be used. */
        record NotLoaded(String message) implements Loading {}
    }

    Loading load(PostBuild postBuild, String namespace) {
        Variables variables = Variables.NONE;
        var secrets = new HashSet<String>();
        for (SubstituteReference reference : postBuild.substituteFrom()) {
            String name = reference.kind() + "/" + namespace + "/" + reference.name();
            switch (store.read(reference.kind(), namespace, reference.name())) {
                case VariableStore.Reading.Values(var values) -> {
                    variables = variables.overlaidBy(values);
                    if (reference.kind().equals("Secret")) {
                        secrets.addAll(new Variables(values).values().values());
                    }
                }
                case VariableStore.Reading.Missing _ when reference.optional() -> {}
                case VariableStore.Reading.Missing _ -> {
                    return new Loading.NotLoaded(
                            "substitute from '%s' error: it does not exist; create it, or set optional: true"
                                    .formatted(name));
                }
                case VariableStore.Reading.Failed(var cause) -> {
                    return new Loading.NotLoaded("substitute from '%s' error: %s".formatted(name, cause));
                }
            }
        }
        Variables all = variables.overlaidBy(postBuild.substitute());
        Optional<SubstitutionFailure> invalid = all.firstInvalidName();
        return invalid.<Loading>map(failure -> new Loading.NotLoaded(failure.message()))
                .orElseGet(() -> new Loading.Loaded(all, Set.copyOf(secrets)));
    }
}
