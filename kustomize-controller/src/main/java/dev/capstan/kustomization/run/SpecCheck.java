package dev.capstan.kustomization.run;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.applier.health.HealthRulebook;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.apply.FieldIgnoreRule;
import dev.capstan.expression.ExpressionCompiler;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomizationbuild.ignore.FieldIgnoreRules;
import java.util.List;
import java.util.Optional;

/** What can be said of a spec without looking at anything else. */
final class SpecCheck {

    private static final String TERMINAL = "Reconciliation failed terminally due to configuration error: ";

    private final ExpressionCompiler compiler;
    private final RunOptions options;

    SpecCheck(ExpressionCompiler compiler, RunOptions options) {
        this.compiler = compiler;
        this.options = options;
    }

    /** A spec that can be worked on, with what was compiled of it. */
    record Accepted(SourceKey source, HealthRulebook rulebook, List<FieldIgnoreRule> ignoreRules) {

        /** For a build whose objects nobody applies: what is said of health and of fields does not matter. */
        static Accepted unchecked(SourceKey source) {
            return new Accepted(source, HealthRulebook.NONE, List.of());
        }
    }

    RunStep<Accepted> accept(KustomizationSpec spec, ObjectKey self) {
        SourceKey source = KnownKustomization.sourceOf(spec, self.namespace());
        Optional<String> forbidden = forbiddenSource(source, self);
        if (forbidden.isPresent()) {
            return refuse(Reason.ACCESS_DENIED, forbidden.get());
        }
        return switch (HealthRulebook.compile(spec.healthCheckExprs(), compiler)) {
            case HealthRulebook.Compilation.NotCompiled(var cause) ->
                refuse(Reason.INVALID_CEL_EXPRESSION, TERMINAL + cause);
            case HealthRulebook.Compilation.Compiled(var rulebook) ->
                switch (FieldIgnoreRules.of(spec.ignore(), "spec.ignore")) {
                    case FieldIgnoreRules.Reading.Unusable(var message) -> refuse(Reason.VALIDATION_FAILED, message);
                    case FieldIgnoreRules.Reading.Usable(var rules) ->
                        new RunStep.GoesOn<>(new Accepted(source, rulebook, rules));
                };
        };
    }

    private Optional<String> forbiddenSource(SourceKey source, ObjectKey self) {
        if (!options.mayCrossNamespaces() && !source.key().namespace().equals(self.namespace())) {
            return Optional.of("can't access '%s', cross-namespace references have been blocked".formatted(source));
        }
        if (source.kind().equals(ToolkitKind.EXTERNAL_ARTIFACT.kind()) && !options.mayUseExternalArtifacts()) {
            return Optional.of("can't access '%s', the feature gate ExternalArtifact is disabled".formatted(source));
        }
        return Optional.empty();
    }

    private static RunStep<Accepted> refuse(Reason reason, String message) {
        return new RunStep.Ends<>(new RunResult.Refused(reason, message, Optional.empty()));
    }
}
