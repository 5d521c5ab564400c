package dev.capstan.helmrelease.run;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.applier.health.HealthRulebook;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.expression.ExpressionCompiler;
import dev.capstan.helmrelease.chart.ChartOrigin;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import java.util.Optional;

/** Whether a spec can be worked on at all. */
final class ReleaseSpecCheck {

    private static final String TERMINAL = "Reconciliation failed terminally due to configuration error: ";

    private final ExpressionCompiler compiler;
    private final ReleaseRunOptions options;

    ReleaseSpecCheck(ExpressionCompiler compiler, ReleaseRunOptions options) {
        this.compiler = compiler;
        this.options = options;
    }

    /** A spec that can be worked on, with what was compiled of it. */
    record Accepted(ChartOrigin origin, HealthRulebook rulebook) {}

    PreparationStep<Accepted> accept(KnownHelmRelease release) {
        var spec = release.spec();
        if (spec.chart() == null && spec.chartRef() == null) {
            return PreparationStep.refused(Reason.VALIDATION_FAILED, "neither spec.chart nor spec.chartRef is set");
        }
        ChartOrigin origin = ChartOrigin.of(release.key(), spec);
        Optional<String> forbidden = forbidden(origin.source(), release.key());
        if (forbidden.isPresent()) {
            return PreparationStep.refused(Reason.ACCESS_DENIED, forbidden.get());
        }
        return switch (HealthRulebook.compile(spec.healthCheckExprs(), compiler)) {
            case HealthRulebook.Compilation.NotCompiled(var cause) ->
                PreparationStep.refused(Reason.INVALID_CEL_EXPRESSION, TERMINAL + cause);
            case HealthRulebook.Compilation.Compiled(var rulebook) ->
                new PreparationStep.GoesOn<>(new Accepted(origin, rulebook));
        };
    }

    private Optional<String> forbidden(SourceKey source, ObjectKey self) {
        if (!options.mayCrossNamespaces() && !source.key().namespace().equals(self.namespace())) {
            return Optional.of("can't access '%s', cross-namespace references have been blocked".formatted(source));
        }
        if (source.kind().equals(ToolkitKind.EXTERNAL_ARTIFACT.kind()) && !options.mayUseExternalArtifacts()) {
            return Optional.of("can't access '%s', the feature gate ExternalArtifact is disabled".formatted(source));
        }
        return Optional.empty();
    }
}
