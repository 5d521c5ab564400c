package dev.capstan.application.operate.adapter;

import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.project.ServiceAccounts.Account;
import java.util.Optional;

/**
 * As whom objects are written: the account that the project names; else, in the cluster of the controller, the account of the
 * installation; else who the connection belongs to. Nothing falls back to more rights.
 */
public final class Identities {

    private final Optional<String> installed;

    /** @param installed account of the installation as {@code namespace:name}; empty for the controller itself */
    public Identities(Optional<String> installed) {
        this.installed = installed;
    }

    /** Who acts. */
    sealed interface Identity {
        record As(ClusterApi api) implements Identity {}

        /** @param why nobody may act, for people */
        record Nobody(String why) implements Identity {}
    }

    Identity choose(ClusterApi api, Cluster cluster, Account account) {
        return switch (account) {
            case Account.Unusable(String why) -> new Identity.Nobody(why);
            case Account.Impersonated(String user) -> impersonating(api, user);
            case Account.NoneNamed _ ->
                installed
                        .filter(none -> cluster.isInCluster())
                        .map(name -> impersonating(api, "system:serviceaccount:" + name))
                        .orElseGet(() -> new Identity.As(api));
        };
    }

    private static Identity impersonating(ClusterApi api, String user) {
        try {
            return new Identity.As(api.impersonating(user));
        } catch (IllegalArgumentException malformed) {
            return new Identity.Nobody("'" + user + "' is not the name of an account");
        }
    }
}
