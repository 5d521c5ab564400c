package dev.capstan.promotion.kube;

import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.promotion.Promotion;
import dev.capstan.api.promotion.PromotionEnvironment;
import dev.capstan.api.promotion.PromotionGates;
import dev.capstan.api.promotion.PromotionSpec;
import dev.capstan.expression.ExpressionCompiler;
import dev.capstan.promotion.gate.ExpressionGate;
import dev.capstan.promotion.gate.TimeWindow;
import dev.capstan.promotion.gate.Windows;
import dev.capstan.promotion.place.FilePatterns;
import dev.capstan.promotion.place.Layout;
import dev.capstan.promotion.place.Place;
import dev.capstan.promotion.place.TagPattern;
import dev.capstan.promotion.run.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A spec, read; what the API server cannot check is checked here. */
sealed interface ReadSpec {

    /** Everything can be worked with. */
    record Usable(Layout layout, List<Environment> environments) implements ReadSpec {
        /** Copies the list. */
        public Usable {
            environments = List.copyOf(environments);
        }
    }

    /** It must be corrected. */
    record Unusable(Reason reason, String why) implements ReadSpec {}

    /** Reads specs. */
    record Reader(ExpressionCompiler expressions, boolean mayCrossNamespaces) {

        /**
         * Reads the spec of a Promotion.
         *
         * @param defaultBranch of folders, where the spec names none
         */
        ReadSpec read(Promotion promotion, String defaultBranch) {
            try {
                PromotionSpec spec = promotion.getSpec();
                List<Place> places =
                        spec.environments().stream().map(Reader::place).toList();
                requireDisjoint(places);
                requireInside(spec.files());
                requireNear(promotion);
                var environments = new ArrayList<Environment>();
                for (PromotionEnvironment environment : spec.environments()) {
                    environments.add(environment(environment));
                }
                String branch = spec.branch() == null ? defaultBranch : spec.branch();
                return new Usable(new Layout(branch, new FilePatterns(spec.files()), places), environments);
            } catch (UnusableSpec unusable) {
                return new Unusable(unusable.reason, String.valueOf(unusable.getMessage()));
            }
        }

        private static Place place(PromotionEnvironment environment) {
            if (environment.path() != null) {
                return new Place.Folder(environment.path());
            }
            if (environment.branch() != null) {
                return new Place.Branch(environment.branch());
            }
            String tag = environment.tag() == null ? "" : environment.tag();
            return switch (TagPattern.parse(tag)) {
                case TagPattern.Parsed.Usable(var pattern) -> new Place.Tags(pattern);
                case TagPattern.Parsed.Unusable(var why) ->
                    throw new UnusableSpec(
                            Reason.VALIDATION_FAILED, "spec.environments: " + environment.name() + ": " + why);
            };
        }

        private static void requireDisjoint(List<Place> places) {
            for (Place one : places) {
                for (Place other : places) {
                    if (one instanceof Place.Folder(var outer)
                            && other instanceof Place.Folder(var inner)
                            && inner.startsWith(outer + "/")) {
                        throw new UnusableSpec(
                                Reason.VALIDATION_FAILED,
                                "spec.environments: the folder " + inner + " lies in the folder " + outer
                                        + "; folders of environments must lie beside each other");
                    }
                }
            }
        }

        /** An API server does not check patterns within a list of texts at a cost that it allows. */
        private static void requireInside(List<String> files) {
            for (String pattern : files) {
                for (String name : pattern.split("/", -1)) {
                    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.equals(".git")) {
                        throw new UnusableSpec(
                                Reason.VALIDATION_FAILED,
                                "spec.files: '" + pattern
                                        + "' is no pattern relative to the folder of an environment, without"
                                        + " '..', '.git' and empty names");
                    }
                }
            }
        }

        private void requireNear(Promotion promotion) {
            String own = promotion.key().namespace();
            promotion.getSpec().environments().stream()
                    .flatMap(environment -> environment.watch().stream())
                    .filter(watch -> !mayCrossNamespaces
                            && watch.namespace() != null
                            && !watch.namespace().equals(own))
                    .findFirst()
                    .ifPresent(watch -> {
                        throw new UnusableSpec(
                                Reason.ACCESS_DENIED,
                                "spec.environments: " + watch.kind() + " " + watch.namespace() + "/" + watch.name()
                                        + " is in another namespace, which the operator of this installation does not allow");
                    });
        }

        private Environment environment(PromotionEnvironment environment) {
            PromotionGates gates = environment.gates();
            return new Environment(
                    environment.name(),
                    by(environment.by()),
                    Optional.ofNullable(gates)
                            .flatMap(it -> Optional.ofNullable(it.healthyFor()))
                            .flatMap(GoDuration::parse),
                    Optional.ofNullable(gates)
                            .flatMap(it -> Optional.ofNullable(it.expression()))
                            .map(text -> condition(environment.name(), text)),
                    gates == null ? List.of() : windows(environment.name(), gates),
                    approval(gates));
        }

        private static Environment.By by(@Nullable String word) {
            return switch (word == null ? "commit" : word) {
                case "pullRequest" -> Environment.By.PULL_REQUEST;
                case "person" -> Environment.By.PERSON;
                default -> Environment.By.COMMIT;
            };
        }

        private static Environment.Approval approval(@Nullable PromotionGates gates) {
            if (gates == null || gates.approval() == null) {
                return Environment.Approval.NONE;
            }
            return gates.approval().by().equals("pullRequest")
                    ? Environment.Approval.PULL_REQUEST
                    : Environment.Approval.ANNOTATION;
        }

        private Environment.Condition condition(String environment, String text) {
            return switch (expressions.over(text, ExpressionGate.VARIABLES)) {
                case ExpressionCompiler.Compilation.Compiled(var compiled) -> new Environment.Condition(text, compiled);
                case ExpressionCompiler.Compilation.NotCompiled(var cause) ->
                    throw new UnusableSpec(
                            Reason.INVALID_CEL_EXPRESSION,
                            "spec.environments: " + environment + ": expression: " + cause);
            };
        }

        private static List<TimeWindow> windows(String environment, PromotionGates gates) {
            return switch (Windows.read(gates.windows())) {
                case Windows.Read.Usable(var windows) -> windows;
                case Windows.Read.Unusable(var why) ->
                    throw new UnusableSpec(
                            Reason.VALIDATION_FAILED, "spec.environments: " + environment + ": windows: " + why);
            };
        }
    }

    /** Ends the reading. */
    final class UnusableSpec extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Reason reason;

        UnusableSpec(Reason reason, String why) {
            super(why, null, false, false);
            this.reason = reason;
        }
    }
}
