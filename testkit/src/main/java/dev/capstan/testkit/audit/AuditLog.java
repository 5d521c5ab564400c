package dev.capstan.testkit.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The audit log of an API server, a line per event. What is being written at this moment is left out.
 *
 * @param file the log
 */
public record AuditLog(Path file) {

    /** The name that an API server knows a service account by. */
    public static String user(String namespace, String account) {
        return "system:serviceaccount:" + namespace + ":" + account;
    }

    /** All that was logged so far of these users. */
    public List<ApiCall> callsOf(Collection<String> users) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.endsWith("}"))
                    .map(ApiCall::parse)
                    .filter(call -> users.contains(call.user()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * What these users themselves were refused, each sort of request once. What they asked for as somebody else, and what
     * that one may not do, is not theirs.
     */
    public List<String> refusedTo(Collection<String> users) {
        return callsOf(users).stream()
                .filter(ApiCall::isRefusedToUser)
                .map(ApiCall::toString)
                .distinct()
                .sorted()
                .toList();
    }
}
