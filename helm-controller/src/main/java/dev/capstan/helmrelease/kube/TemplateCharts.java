package dev.capstan.helmrelease.kube;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.helmrelease.chart.ChartTemplates;
import dev.capstan.helmrelease.chart.ChartTemplates.Step;
import dev.capstan.helmrelease.run.HelmCharts;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.status.ReleaseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings the HelmChart of a HelmRelease to its template, or away when there is none any more. */
final class TemplateCharts {

    private final HelmCharts charts;

    TemplateCharts(HelmCharts charts) {
        this.charts = charts;
    }

    /**
     * What it came to.
     *
     * @param name the HelmChart, as the status names it; empty when there is none
     * @param problem why it is not as it is to be
     * @param events what people should know
     */
    record Outcome(Optional<String> name, Optional<String> problem, List<ReleaseEvent> events) {}

    /** Does what is to be done before the chart can be asked for. */
    Outcome bringUp(KnownHelmRelease release) {
        var spec = release.spec();
        if (spec.chart() == null && spec.chartRef() == null) {
            return new Outcome(Optional.ofNullable(release.status().helmChart()), Optional.empty(), List.of());
        }
        return switch (ChartTemplates.step(release.key(), spec, release.status().helmChart())) {
            case Step.Nothing() -> new Outcome(Optional.empty(), Optional.empty(), List.of());
            case Step.Remove(var former) -> removed(release, former, new ArrayList<>());
            case Step.Keep(var desired, var former) -> {
                var events = new ArrayList<ReleaseEvent>();
                if (former.isPresent()) {
                    Outcome gone = removed(release, former.get(), events);
                    if (gone.problem().isPresent()) {
                        yield gone;
                    }
                }
                Optional<String> name = Optional.of(desired.key().toString());
                yield switch (charts.keep(desired)) {
                    case HelmCharts.Keeping.Unchanged() -> new Outcome(name, Optional.empty(), events);
                    case HelmCharts.Keeping.Created() ->
                        changed(name, events, Reason.HELM_CHART_CREATED, "Created", desired.key());
                    case HelmCharts.Keeping.Configured() ->
                        changed(name, events, Reason.HELM_CHART_CONFIGURED, "Configured", desired.key());
                    case HelmCharts.Keeping.Failed(var message) ->
                        new Outcome(name, Optional.of(message), List.copyOf(events));
                };
            }
        };
    }

    /** Before a HelmRelease goes: the problem that there is. */
    Optional<String> remove(KnownHelmRelease release) {
        return ChartTemplates.recorded(release.status().helmChart()).flatMap(key -> charts.remove(release, key));
    }

    private Outcome removed(KnownHelmRelease release, ObjectKey former, List<ReleaseEvent> events) {
        return charts.remove(release, former)
                .map(problem -> new Outcome(Optional.of(former.toString()), Optional.of(problem), List.copyOf(events)))
                .orElseGet(() -> changed(Optional.empty(), events, Reason.HELM_CHART_DELETED, "Deleted", former));
    }

    private static Outcome changed(
            Optional<String> name, List<ReleaseEvent> events, Reason reason, String verb, ObjectKey chart) {
        events.add(new ReleaseEvent(Severity.TRACE, reason, "%s HelmChart/%s".formatted(verb, chart), Map.of()));
        return new Outcome(name, Optional.empty(), List.copyOf(events));
    }
}
