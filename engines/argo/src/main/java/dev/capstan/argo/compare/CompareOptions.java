package dev.capstan.argo.compare;

import dev.capstan.argo.compare.ignore.IgnoreRules;
import dev.capstan.argo.tracking.Tracking;

/**
 * How objects of an application are compared.
 *
 * @param ignoreAggregatedRoles whether the rules of a role with an {@code aggregationRule} do not count
 * @param serverSideApply whether the application is applied by server-side apply
 * @param ignoreMutationWebhooks whether a server-side dry run is compared without what webhooks did to it
 * @param manager the field manager that applies
 */
public record CompareOptions(
        boolean ignoreAggregatedRoles,
        IgnoreRules ignore,
        boolean serverSideApply,
        boolean ignoreMutationWebhooks,
        String manager,
        Tracking tracking) {

    public static final String MANAGER = "argocd-controller";

    /** Nothing is left out, and the apply is that of kubectl. */
    public static CompareOptions byDefault() {
        return new CompareOptions(false, IgnoreRules.none(), false, true, MANAGER, Tracking.byDefault());
    }

    public CompareOptions with(IgnoreRules rules) {
        return new CompareOptions(
                ignoreAggregatedRoles, rules, serverSideApply, ignoreMutationWebhooks, manager, tracking);
    }

    public CompareOptions withAggregatedRolesIgnored(boolean isIgnored) {
        return new CompareOptions(isIgnored, ignore, serverSideApply, ignoreMutationWebhooks, manager, tracking);
    }

    public CompareOptions withServerSideApply(boolean isServerSide) {
        return new CompareOptions(
                ignoreAggregatedRoles, ignore, isServerSide, ignoreMutationWebhooks, manager, tracking);
    }
}
