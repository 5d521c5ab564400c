package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.audit.AuditLog;
import dev.capstan.testkit.audit.GrantedRights;
import dev.capstan.testkit.audit.Right;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The roles of an installation beside what its controllers asked the API server for.
 *
 * @param granted what the roles allow
 * @param log what was asked for
 */
public record UsedRights(GrantedRights granted, AuditLog log) {

    /** Rights that no test here needs, and why they are given all the same. */
    private static final List<Given> GIVEN = List.of(
            new Given(".*: patch events", "an Event that comes again is counted by a patch"),
            new Given(".*: get secrets", "credentials, which not every kind has in these tests"),
            new Given(".*: get serviceaccounts", "pull secrets of accounts: the registries of these tests are open"),
            new Given(
                    "notification-.*: (get|list|patch) (\\*|applications|applicationsets)\\..*",
                    "Alerts and Receivers may name any kind; few do here"),
            new Given(
                    "application-.*: patch applicationsets.argoproj.io",
                    "a set gets a finalizer where it needs one, and loses the request to refresh"),
            new Given(
                    "application-.*: update applicationsets/finalizers.argoproj.io",
                    "clusters with OwnerReferencesPermissionEnforcement ask for it when an Application gets its set as owner"),
            new Given("source-.*: patch helmrepositories.*", "these tests have no chart repository"));

    /**
     * Why something is given.
     *
     * @param rights a regular expression
     * @param reason in words
     */
    private record Given(String rights, String reason) {}

    /** Fails when a controller was refused anything. What a tenant's account is refused is the tenant's. */
    public void nothingWasRefused() {
        assertThat(granted.missingIn(log.callsOf(granted.users())))
                .as("what roles forbid and controllers ask for")
                .isEmpty();
    }

    /**
     * Fails when a right was never used and no reason is known.
     *
     * @param report where the rights that were not used are written, with the reasons
     */
    public void everyRightIsUsedOrHasAReason(Path report) {
        List<String> unused = granted.unusedIn(log.callsOf(granted.users())).stream()
                .map(Right::toString)
                .toList();
        write(unused, report);
        assertThat(unused.stream().filter(right -> reason(right).isEmpty()))
                .as("rights that nothing uses")
                .isEmpty();
    }

    private static Optional<String> reason(String right) {
        return GIVEN.stream()
                .filter(given -> right.matches(given.rights()))
                .map(Given::reason)
                .findFirst();
    }

    private static void write(List<String> unused, Path report) {
        String text = "Rights that this run did not use: " + unused.size() + "\n"
                + String.join(
                        "",
                        unused.stream()
                                .map(right -> "  %s (%s)%n"
                                        .formatted(right, reason(right).orElse("no reason is known")))
                                .toList());
        try {
            Files.writeString(report, text);
            System.out.print(text);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
