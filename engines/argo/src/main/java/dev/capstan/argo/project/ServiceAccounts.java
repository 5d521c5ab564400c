package dev.capstan.argo.project;

import dev.capstan.argo.glob.Glob;
import dev.capstan.argo.glob.GlobSyntax;
import java.util.List;

/** Which service account applies an Application's objects, by the first entry of {@code destinationServiceAccounts} that matches. */
public final class ServiceAccounts {
    private static final String FORBIDDEN = "!*[]{}\\/";

    private final List<Entry> entries;

    ServiceAccounts(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Whether it names none, so that objects are applied by the controller's own account. */
    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** One entry, as it is written. */
    record Entry(String server, String namespace, String account) {
        boolean isUsable() {
            return !account.isBlank() && account.chars().noneMatch(c -> FORBIDDEN.indexOf(c) >= 0);
        }

        /** Why it is not usable. */
        String unusable() {
            return "the service account '" + account + "' cannot be the name of one; write name or namespace:name";
        }
    }

    /** What the entries say. */
    public sealed interface Account {
        /**
         * Objects are applied as this user.
         *
         * @param user {@code system:serviceaccount:<namespace>:<name>}
         */
        record Impersonated(String user) implements Account {}

        /** No entry is for the destination. */
        record NoneNamed() implements Account {}

        /**
         * The entry cannot be used; nothing may be applied.
         *
         * @param why for people
         */
        record Unusable(String why) implements Account {}
    }

    /**
     * The account for a destination.
     *
     * @param namespace of the destination
     * @param applicationNamespace where the account lies when neither it nor the destination names a namespace
     */
    public Account find(String server, String namespace, String applicationNamespace) {
        for (Entry entry : entries) {
            var serverGlob = Glob.parse(entry.server(), GlobSyntax.TEXT);
            var namespaceGlob = Glob.parse(entry.namespace(), GlobSyntax.TEXT);
            if (serverGlob instanceof Glob.Parsed.Malformed(String why)) {
                return new Account.Unusable("the server of a service account cannot be read: " + why);
            }
            if (namespaceGlob instanceof Glob.Parsed.Malformed(String why)) {
                return new Account.Unusable("the namespace of a service account cannot be read: " + why);
            }
            if (matches(serverGlob, server) && matches(namespaceGlob, namespace)) {
                return account(entry, namespace.isEmpty() ? applicationNamespace : namespace);
            }
        }
        return new Account.NoneNamed();
    }

    private static boolean matches(Glob.Parsed parsed, String text) {
        return parsed instanceof Glob.Parsed.Usable(Glob glob) && glob.matches(text);
    }

    private static Account account(Entry entry, String namespace) {
        if (!entry.isUsable()) {
            return new Account.Unusable(entry.unusable());
        }
        String account = entry.account().contains(":") ? entry.account() : namespace + ":" + entry.account();
        return new Account.Impersonated("system:serviceaccount:" + account);
    }
}
