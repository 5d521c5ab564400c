package dev.capstan.cli.migrate.plan;

import dev.capstan.cli.migrate.survey.FluxSurvey;
import java.util.List;

/**
 * Everything that is known before a migration begins.
 *
 * @param survey what is there
 * @param tenancy how tenants will be held apart
 * @param settings what is carried over
 * @param converted kinds whose objects are written again in the version that stays
 * @param kustomizations what happens to what they applied
 * @param releases what happens to releases
 * @param findings what people must know, the worst first
 */
public record MigrationPlan(
        FluxSurvey survey,
        Tenancy tenancy,
        CarriedSettings settings,
        List<String> converted,
        List<KustomizationEffect> kustomizations,
        List<ReleaseEffect> releases,
        List<Finding> findings) {

    /** Copies the lists. */
    public MigrationPlan {
        converted = List.copyOf(converted);
        kustomizations = List.copyOf(kustomizations);
        releases = List.copyOf(releases);
        findings = List.copyOf(findings);
    }

    /** What is in the way. */
    public List<Finding> blocking() {
        return at(Finding.Level.BLOCKS);
    }

    /** The findings of a level. */
    public List<Finding> at(Finding.Level level) {
        return findings.stream().filter(finding -> finding.level() == level).toList();
    }

    /** Whether Kustomizations or HelmReleases without an account have all rights, as in Flux without flags. */
    public boolean isSingleTenant() {
        return tenancy.kustomizeAccount().isEmpty() || tenancy.helmAccount().isEmpty();
    }
}
