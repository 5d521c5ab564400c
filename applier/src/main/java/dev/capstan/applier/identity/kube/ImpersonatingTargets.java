package dev.capstan.applier.identity.kube;

import dev.capstan.applier.identity.ApplyTargets;
import dev.capstan.applier.identity.IdentityRequest;
import dev.capstan.applier.identity.ServiceAccounts;
import dev.capstan.apply.Applier;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.prune.Pruner;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cluster of this controller, with the rights of the account that an object names. Without a name, and without
 * a default account, the controller's own rights are used, as the contract says; with one they never are.
 */
public final class ImpersonatingTargets implements ApplyTargets {

    /** Names of service accounts are DNS subdomains: nothing of them can change the meaning of a header. */
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private final Fabric8ClusterApi own;
    private final String ownActor;
    private final Applier applier;
    private final Pruner pruner;
    private final ResourceCatalog catalog;
    private final ServiceAccounts accounts;
    private final Optional<String> defaultAccount;

    /**
     * @param own the cluster with the controller's identity
     * @param ownActor how that identity is called in records
     * @param defaultAccount account for objects that name none; with it nothing runs with the controller's rights
     */
    public ImpersonatingTargets(
            Fabric8ClusterApi own,
            String ownActor,
            Applier applier,
            Pruner pruner,
            ResourceCatalog catalog,
            ServiceAccounts accounts,
            Optional<String> defaultAccount) {
        this.own = own;
        this.ownActor = ownActor;
        this.applier = applier;
        this.pruner = pruner;
        this.catalog = catalog;
        this.accounts = accounts;
        this.defaultAccount = defaultAccount;
    }

    @Override
    public Choice of(IdentityRequest request) {
        if (request.kubeConfig() != null) {
            return new Choice.Refused(
                    "spec.kubeConfig is not supported by this release: nothing was applied, neither there nor here; run a controller in the other cluster, or remove the field");
        }
        String named = request.serviceAccountName();
        Optional<String> account =
                Optional.ofNullable(named).filter(name -> !name.isEmpty()).or(() -> defaultAccount);
        return account.map(name -> impersonating(request.namespace(), name))
                .orElseGet(() -> new Choice.Usable(target(own, ownActor)));
    }

    private Choice impersonating(String namespace, String name) {
        if (!ACCOUNT.matcher(name).matches()
                || name.contains("..")
                || !NAMESPACE.matcher(namespace).matches()) {
            return new Choice.AccountMissing(
                    "service account name '%s' is not valid: it must be the name of a service account in namespace %s"
                            .formatted(name.replaceAll("[^ -~]", "?"), namespace));
        }
        return switch (accounts.of(namespace, name)) {
            case EXISTS -> {
                String user = "system:serviceaccount:%s:%s".formatted(namespace, name);
                yield new Choice.Usable(target(own.impersonating(user), user));
            }
            case MISSING ->
                new Choice.AccountMissing(
                        "service account '%s/%s' not found: create it and bind the rights that these objects need"
                                .formatted(namespace, name));
            case UNKNOWN ->
                new Choice.Unavailable(
                        "service account '%s/%s' could not be looked up; trying again".formatted(namespace, name));
        };
    }

    private EngineTarget target(ClusterApi api, String actor) {
        return new EngineTarget(applier, pruner, catalog, api, actor);
    }
}
