package dev.capstan.cli.migrate.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.migrate.survey.FluxController;
import dev.capstan.cli.migrate.survey.FluxSurvey;
import dev.capstan.cli.migrate.survey.KindUse;
import dev.capstan.cli.release.HelmReleaseLookup;
import dev.capstan.cli.terminal.SlowNotice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the plan of a migration. Reads only, but for dry runs. */
public final class Planner {

    private final KubernetesClient client;
    private final PlanOptions options;
    private final Map<String, JsonNode> definitions = new HashMap<>();

    /**
     * Reads our definitions.
     *
     * @param definitions one file each
     */
    public Planner(KubernetesClient client, PlanOptions options, List<Path> definitions) {
        this.client = client;
        this.options = options;
        for (Path file : definitions) {
            try {
                JsonNode definition = Serialization.unmarshal(Files.readString(file), JsonNode.class);
                this.definitions.put(definition.path("metadata").path("name").asText(""), definition);
            } catch (IOException e) {
                throw new CommandFailure("Cannot read " + file + ": " + e.getMessage(), e);
            }
        }
    }

    /**
     * Makes the plan.
     *
     * @throws CommandFailure when no Flux is there, or when it may not be seen
     */
    public MigrationPlan plan() {
        try (SlowNotice notice = SlowNotice.over("reading the installation of Flux")) {
            FluxSurvey survey = FluxSurvey.of(client);
            Tenancy before = Tenancy.of(survey.controllers());
            Tenancy after = options.isSingleTenant() ? before : before.locked();
            CarriedSettings settings = CarriedSettings.of(survey.controllers());
            List<KustomizationEffect> kustomizations =
                    options.isProven() ? kustomizations(survey.all(ToolkitKind.KUSTOMIZATION), notice) : List.of();
            List<ReleaseEffect> releases = options.isProven() ? releases(survey) : List.of();
            List<Finding> findings = new ArrayList<>(OriginRules.about(survey.origin(), options.goesIntoGit()));
            findings.addAll(settings.findings());
            findings.addAll(definitions(survey));
            findings.addAll(tenancy(survey, before, after));
            findings.addAll(effects(kustomizations, releases));
            findings.sort(Comparator.comparing(Finding::level));
            return new MigrationPlan(survey, after, settings, converted(survey), kustomizations, releases, findings);
        }
    }

    private static List<String> converted(FluxSurvey survey) {
        return survey.kinds().stream()
                .filter(use -> !DefinitionRules.convertedVersions(use).isEmpty())
                .map(KindUse::definition)
                .toList();
    }

    private List<KustomizationEffect> kustomizations(List<ToolkitObject> all, SlowNotice notice) {
        var done = new AtomicInteger();
        try (Artifacts artifacts = new Artifacts(client)) {
            return new KustomizationProof(client, artifacts)
                    .of(
                            all,
                            () -> notice.goesOnWith("comparing Kustomizations, %d of %d"
                                    .formatted(done.incrementAndGet(), all.size())));
        } catch (IOException left) {
            throw new CommandFailure("Cannot delete a temporary folder: " + left.getMessage(), left);
        }
    }

    private List<ReleaseEffect> releases(FluxSurvey survey) {
        if (survey.all(ToolkitKind.HELM_RELEASE).isEmpty()) {
            return List.of();
        }
        var proof = new ReleaseProof(client);
        List<ReleaseEffect> effects = new ArrayList<>();
        for (HelmRelease release : new HelmReleaseLookup(client, Optional.empty()).all()) {
            effects.add(
                    release.undecodable().isPresent()
                            ? new ReleaseEffect(
                                    release.key().toString(),
                                    ReleaseEffect.Verdict.UNKNOWN,
                                    release.undecodable().get())
                            : proof.of(release));
        }
        return effects;
    }

    private List<Finding> definitions(FluxSurvey survey) {
        var rules = new DefinitionRules(definitions);
        List<Finding> findings = new ArrayList<>();
        survey.kinds().forEach(use -> findings.addAll(rules.about(use)));
        survey.objects()
                .forEach((kind, objects) ->
                        rules.about(kind, objects).forEach(finding -> findings.add(accepted(finding))));
        return findings;
    }

    private Finding accepted(Finding finding) {
        return options.acceptsDifferences() && finding.level() == Finding.Level.BLOCKS
                ? Finding.warns(finding.subject(), finding.message(), "").of(finding.objects())
                : finding;
    }

    private static List<Finding> tenancy(FluxSurvey survey, Tenancy before, Tenancy after) {
        var rules = new TenancyRules(before, after);
        List<Finding> findings = new ArrayList<>();
        Map<String, List<String>> byRefusal = new TreeMap<>();
        survey.objects()
                .forEach((kind, objects) -> objects.forEach(object -> rules.refusals(object)
                        .forEach(refusal -> byRefusal
                                .computeIfAbsent(kind.kind() + ": " + refusal, _ -> new ArrayList<>())
                                .add(object.namespace() + "/" + object.name()))));
        byRefusal.forEach((refusal, names) -> findings.add(Finding.blocks(
                        refusal.substring(0, refusal.indexOf(':')),
                        refusal.substring(refusal.indexOf(' ') + 1),
                        "Change that in Git, or keep what Flux allows with --single-tenant")
                .of(names)));
        boolean hasKustomizations =
                survey.controllers().stream().map(FluxController::successor).anyMatch("kustomize-controller"::equals);
        if (hasKustomizations && before.hasRemoteBases() && !after.hasRemoteBases()) {
            findings.add(Finding.warns(
                    "kustomize-controller",
                    "builds will not fetch bases of other repositories",
                    "Where some do, they fail with a message that names the base; --single-tenant keeps it allowed"));
        }
        return findings;
    }

    private List<Finding> effects(List<KustomizationEffect> kustomizations, List<ReleaseEffect> releases) {
        List<Finding> findings = new ArrayList<>();
        Map<String, List<String>> unknown = new TreeMap<>();
        for (KustomizationEffect effect : kustomizations) {
            if (effect.answer() == KustomizationEffect.Answer.UNKNOWN) {
                unknown.computeIfAbsent(String.join("; ", effect.notices()), _ -> new ArrayList<>())
                        .add(effect.name());
            } else if (!effect.changes().isEmpty()) {
                findings.add(accepted(Finding.blocks(
                        "Kustomization " + effect.name(),
                        "%d of its objects would be written"
                                .formatted(effect.changes().size()),
                        "They are listed above. Reconcile it with Flux first, suspend it, or allow it with"
                                + " --accept-differences")));
            }
        }
        unknown.forEach((why, names) -> findings.add(Finding.warns(
                        "Kustomization",
                        "what would change cannot be told: " + why,
                        "Suspend them until after the migration if that matters")
                .of(names)));
        for (ReleaseEffect effect : releases) {
            String subject = "HelmRelease " + effect.name();
            switch (effect.verdict()) {
                case STAYS -> {}
                case UPGRADED ->
                    findings.add(accepted(Finding.blocks(
                            subject,
                            "its release would be upgraded: " + effect.message(),
                            "Flux does the same at its next reconciliation; let it, suspend the HelmRelease, or allow it"
                                    + " with --accept-differences")));
                case GOES_ON, UNKNOWN ->
                    findings.add(Finding.warns(
                            subject, effect.message(), "Suspend it until after the migration if that matters"));
            }
        }
        return findings;
    }
}
