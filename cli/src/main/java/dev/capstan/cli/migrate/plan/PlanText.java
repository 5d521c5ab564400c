package dev.capstan.cli.migrate.plan;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.diff.ObjectChange;
import dev.capstan.cli.migrate.survey.FluxController;
import dev.capstan.cli.migrate.survey.FluxSurvey;
import dev.capstan.cli.migrate.survey.KindUse;
import dev.capstan.cli.terminal.PrintableText;
import dev.capstan.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;

/** A plan for people. */
public final class PlanText {

    private static final int LINES_OF_ONE = 12;

    private final List<String> lines = new ArrayList<>();

    private PlanText() {}

    /** Its lines. */
    public static List<String> of(MigrationPlan plan) {
        var text = new PlanText();
        text.installation(plan);
        text.objects(plan.survey());
        text.kustomizations(plan.kustomizations());
        text.releases(plan.releases());
        text.findings("In the way", plan.at(Finding.Level.BLOCKS));
        text.findings("Will be different", plan.at(Finding.Level.WARNS));
        text.findings("To know", plan.at(Finding.Level.NOTES));
        return List.copyOf(text.lines);
    }

    private void installation(MigrationPlan plan) {
        FluxSurvey survey = plan.survey();
        line("Flux %s in %s, %s"
                .formatted(
                        survey.version().isEmpty() ? "of an unknown version" : survey.version(),
                        survey.namespace(),
                        survey.origin().describe()));
        line("");
        var table = new Table(List.of("CONTROLLER", "IMAGE", "REPLICAS", "BECOMES"));
        for (FluxController controller : survey.controllers()) {
            table.add(List.of(
                    controller.name(),
                    controller.image(),
                    Integer.toString(controller.replicas()),
                    controller.successor()));
        }
        table.lines().forEach(this::line);
        line("");
        line("Tenants: " + tenancy(plan));
        if (!plan.settings().settings().isEmpty()) {
            line("");
            var settings = new Table(List.of("OF FLUX", "CONTROLLER", "BECOMES"));
            plan.settings()
                    .settings()
                    .forEach(setting -> settings.add(
                            List.of(setting.from(), setting.component(), setting.variable() + "=" + setting.shown())));
            settings.lines().forEach(this::line);
        }
    }

    private static String tenancy(MigrationPlan plan) {
        Tenancy tenancy = plan.tenancy();
        boolean isOpen =
                tenancy.kustomizeAccount().isEmpty() && tenancy.helmAccount().isEmpty();
        return "%s; references to other namespaces %s; remote bases %s"
                .formatted(
                        isOpen
                                ? "what names no account has all rights"
                                : "what names no account is applied as '%s', releases as '%s'"
                                        .formatted(
                                                tenancy.kustomizeAccount().orElse("the controller"),
                                                tenancy.helmAccount().orElse("the controller")),
                        tenancy.hasCrossNamespaceRefs() ? "allowed" : "refused",
                        tenancy.hasRemoteBases() ? "allowed" : "refused");
    }

    private void objects(FluxSurvey survey) {
        line("");
        var table = new Table(List.of("KIND", "OBJECTS", "READY", "SUSPENDED", "SERVED", "STORED"));
        for (KindUse use : survey.kinds()) {
            List<ToolkitObject> objects = use.known().map(survey::all).orElse(List.of());
            table.add(List.of(
                    use.kind(),
                    Integer.toString(use.objects()),
                    use.known().filter(ToolkitKind::hasStatus).isPresent()
                            ? Long.toString(
                                    objects.stream().filter(PlanText::isReady).count())
                            : "-",
                    Long.toString(
                            objects.stream().filter(ToolkitObject::isSuspended).count()),
                    String.join(",", use.served()),
                    String.join(",", use.stored())));
        }
        table.lines().forEach(this::line);
    }

    private static boolean isReady(ToolkitObject object) {
        return object.ready().filter(ready -> ready.status().equals("True")).isPresent();
    }

    private void kustomizations(List<KustomizationEffect> effects) {
        if (effects.isEmpty()) {
            return;
        }
        long nothing = effects.stream().filter(KustomizationEffect::isNothing).count();
        line("");
        line("Kustomizations: nothing is written by %d of %d".formatted(nothing, effects.size()));
        for (KustomizationEffect effect : effects) {
            if (!effect.changes().isEmpty()) {
                line("  " + effect.name());
                List<String> changes = effect.changes().stream()
                        .map(ObjectChange::lines)
                        .flatMap(List::stream)
                        .toList();
                changes.stream().limit(LINES_OF_ONE).forEach(change -> line("    " + change));
                if (changes.size() > LINES_OF_ONE) {
                    line("    and %d more lines; see them all with: capstan diff kustomization %s"
                            .formatted(
                                    changes.size() - LINES_OF_ONE,
                                    effect.name().replaceFirst("(.*)/(.*)", "$2 -n $1")));
                }
            }
        }
    }

    private void releases(List<ReleaseEffect> effects) {
        if (!effects.isEmpty()) {
            line("");
            line("Releases: %d of %d stay as they are"
                    .formatted(
                            effects.stream()
                                    .filter(it -> it.verdict() == ReleaseEffect.Verdict.STAYS)
                                    .count(),
                            effects.size()));
        }
    }

    private void findings(String title, List<Finding> findings) {
        if (!findings.isEmpty()) {
            line("");
            line("%s (%d)".formatted(title, findings.size()));
            findings.forEach(finding -> line("  " + finding.line()));
        }
    }

    private void line(String text) {
        lines.add(PrintableText.of(text));
    }
}
