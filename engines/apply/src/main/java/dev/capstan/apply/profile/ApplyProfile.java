package dev.capstan.apply.profile;

import dev.capstan.apply.Owner;
import dev.capstan.apply.drift.TakeOver;
import dev.capstan.apply.health.HealthAssessor;
import dev.capstan.apply.health.HealthRules;
import dev.capstan.apply.policy.PolicyKeys;
import dev.capstan.apply.stage.ApplyOrder;
import dev.capstan.apply.stage.Stages;
import java.util.Set;

/**
 * How the objects of one kind of owner are applied, watched and pruned. One view and all its requests use the same.
 *
 * @param labelPrefix prefix of the two ownership labels
 * @param policy keys of the labels and annotations by which an object asks for something
 * @param fieldManager our name as a field manager
 * @param overriddenManagers prefixes of further managers whose fields are taken over
 * @param keepsRestarts whether the annotations by which people restart Pods are left to them
 * @param takesKubectl whether fields of kubectl are taken over
 * @param stages which objects are finished before the next ones begin
 * @param order in which order the kinds of a stage are applied
 * @param health how health is decided
 */
public record ApplyProfile(
        String labelPrefix,
        PolicyKeys policy,
        String fieldManager,
        Set<String> overriddenManagers,
        boolean keepsRestarts,
        boolean takesKubectl,
        Stages stages,
        ApplyOrder order,
        HealthAssessor health) {

    /** Field manager of objects applied for Kustomizations. */
    public static final String KUSTOMIZE_CONTROLLER = "kustomize-controller";

    /** Field manager of objects applied for HelmReleases. */
    public static final String HELM_CONTROLLER = "helm-controller";

    private static final ApplyProfile KUSTOMIZE = new ApplyProfile(
            Owner.KUSTOMIZE,
            new PolicyKeys(Owner.KUSTOMIZE),
            KUSTOMIZE_CONTROLLER,
            Set.of(),
            true,
            true,
            Stages.flux(Set.of()),
            ApplyOrder.flux(),
            HealthRules.flux());

    private static final ApplyProfile HELM = new ApplyProfile(
            Owner.HELM,
            new PolicyKeys(Owner.HELM),
            HELM_CONTROLLER,
            Set.of("helm", "Helm"),
            true,
            false,
            Stages.flux(Set.of()),
            ApplyOrder.helm(),
            HealthRules.flux());

    public ApplyProfile {
        overriddenManagers = Set.copyOf(overriddenManagers);
    }

    /** Objects of Kustomizations, as Flux applies them. */
    public static ApplyProfile kustomize() {
        return KUSTOMIZE;
    }

    /**
     * Objects of HelmReleases: in Helm's order, and with the fields of the Helm command and of Flux, so that what leaves the
     * chart leaves the object, too. What people add with kubectl stays, as it does with them.
     */
    public static ApplyProfile helm() {
        return HELM;
    }

    /** The same that also takes over fields of managers whose names begin so. */
    public ApplyProfile overriding(Set<String> managers) {
        return new ApplyProfile(
                labelPrefix, policy, fieldManager, managers, keepsRestarts, takesKubectl, stages, order, health);
    }

    /** The same that leaves restarts of Pods alone, or takes their annotations away as any other field of kubectl. */
    public ApplyProfile keepingRestarts(boolean keeps) {
        return new ApplyProfile(
                labelPrefix, policy, fieldManager, overriddenManagers, keeps, takesKubectl, stages, order, health);
    }

    /** The same with other stages. */
    public ApplyProfile in(Stages other) {
        return new ApplyProfile(
                labelPrefix,
                policy,
                fieldManager,
                overriddenManagers,
                keepsRestarts,
                takesKubectl,
                other,
                order,
                health);
    }

    /** Whose fields are taken over. */
    public TakeOver takeOver() {
        return new TakeOver(fieldManager, overriddenManagers, keepsRestarts, takesKubectl);
    }
}
