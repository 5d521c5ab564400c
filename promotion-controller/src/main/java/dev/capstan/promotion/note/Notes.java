package dev.capstan.promotion.note;

import dev.capstan.api.promotion.Promotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a Promotion, read. Several entries of one annotation are separated by semicolons or line ends. What stops
 * something needs no reason; what skips a candidate or goes back needs one, since somebody will ask.
 *
 * @param mistakes entries that mean nothing, for people
 */
public record Notes(
        List<Approval> approvals,
        List<Pause> pauses,
        List<Skip> skips,
        Optional<Rollback> rollback,
        List<String> mistakes) {
    /** Characters of a reason that are kept. */
    private static final int LONGEST = 300;

    private static final Pattern ENTRY = Pattern.compile("(?<environment>[^=;\n]*)=(?<rest>.*)", Pattern.DOTALL);

    /** Nobody wrote anything. */
    public static final Notes NONE = new Notes(List.of(), List.of(), List.of(), Optional.empty(), List.of());

    /** Copies the lists. */
    public Notes {
        approvals = List.copyOf(approvals);
        pauses = List.copyOf(pauses);
        skips = List.copyOf(skips);
        mistakes = List.copyOf(mistakes);
    }

    /**
     * Reads them.
     *
     * @param environments names of all environments
     * @param first the one that nothing is promoted into
     * @param author who wrote the annotation of that key, where that is known
     */
    public static Notes read(
            Map<String, String> annotations,
            Set<String> environments,
            String first,
            Function<String, Optional<String>> author) {
        var mistakes = new ArrayList<String>();
        var approvals = new ArrayList<Approval>();
        var skips = new ArrayList<Skip>();
        var reader = new Reader(environments, first, mistakes);
        for (String entry : entries(annotations.get(Promotion.APPROVE))) {
            reader.candidate("approve", entry)
                    .ifPresent(it -> approvals.add(new Approval(
                            it.environment(), it.candidate(), it.reason(), author.apply(Promotion.APPROVE))));
        }
        for (String entry : entries(annotations.get(Promotion.SKIP))) {
            reader.candidate("skip", entry)
                    .ifPresent(it -> skips.add(new Skip(it.environment(), it.candidate(), it.reason())));
        }
        Optional<Rollback> rollback = Optional.ofNullable(annotations.get(Promotion.ROLLBACK))
                .filter(value -> !value.isBlank())
                .flatMap(value -> reader.rollback(value, author.apply(Promotion.ROLLBACK)));
        return new Notes(approvals, pauses(annotations.get(Promotion.PAUSE), environments), skips, rollback, mistakes);
    }

    private static List<String> entries(@Nullable String value) {
        return value == null
                ? List.of()
                : Pattern.compile("[;\n]")
                        .splitAsStream(value)
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .toList();
    }

    /** The annotation stops something whatever it says, an unknown environment included: to stop too much is the smaller mistake. */
    private static List<Pause> pauses(@Nullable String value, Set<String> environments) {
        if (value == null || value.strip().equals("false")) {
            return List.of();
        }
        List<String> entries = entries(value);
        return entries.isEmpty()
                ? List.of(new Pause(Optional.empty(), ""))
                : entries.stream().map(entry -> pause(entry, environments)).toList();
    }

    private static Pause pause(String entry, Set<String> environments) {
        Matcher parts = ENTRY.matcher(entry);
        if (parts.matches() && environments.contains(parts.group("environment").strip())) {
            return new Pause(Optional.of(parts.group("environment").strip()), cleaned(parts.group("rest")));
        }
        if (environments.contains(entry)) {
            return new Pause(Optional.of(entry), "");
        }
        return new Pause(Optional.empty(), entry.equals("true") ? "" : cleaned(entry));
    }

    /** One line without control characters, cut where it is too long. */
    static String cleaned(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private record Named(String environment, String candidate, String reason) {}

    /** Reads entries and collects what is wrong with them. */
    private record Reader(Set<String> environments, String first, List<String> mistakes) {

        Optional<Named> candidate(String annotation, String entry) {
            Matcher parts = ENTRY.matcher(entry);
            if (!parts.matches()) {
                return mistake(annotation, "write ENVIRONMENT=CANDIDATE, REASON", entry);
            }
            String[] rest = parts.group("rest").split(",", 2);
            String environment = parts.group("environment").strip();
            String candidate = rest[0].strip();
            String reason = rest.length == 2 ? cleaned(rest[1]) : "";
            if (candidate.isEmpty()) {
                return mistake(annotation, "name the candidate, as the status shows it", entry);
            }
            if (annotation.equals("skip") && reason.isEmpty()) {
                return mistake(annotation, "give a reason: ENVIRONMENT=CANDIDATE, REASON", entry);
            }
            return known(annotation, environment, entry)
                    ? Optional.of(new Named(environment, candidate, reason))
                    : Optional.empty();
        }

        Optional<Rollback> rollback(String value, Optional<String> by) {
            Matcher parts = ENTRY.matcher(value);
            String environment = parts.matches() ? parts.group("environment").strip() : value.strip();
            String reason = parts.matches() ? cleaned(parts.group("rest")) : "";
            if (reason.isEmpty()) {
                return mistake("rollback", "give a reason: ENVIRONMENT=REASON", value);
            }
            return known("rollback", environment, value)
                    ? Optional.of(new Rollback(environment, reason, value, by))
                    : Optional.empty();
        }

        private boolean known(String annotation, String environment, String entry) {
            if (!environments.contains(environment)) {
                mistake(annotation, "there is no environment '" + cleaned(environment) + "'", entry);
                return false;
            }
            if (environment.equals(first)) {
                mistake(annotation, "'" + first + "' gets its changes from people, so change it in Git", entry);
                return false;
            }
            return true;
        }

        private <T> Optional<T> mistake(String annotation, String why, String entry) {
            mistakes.add("the annotation " + annotation + " '" + cleaned(entry) + "' is not understood: " + why);
            return Optional.empty();
        }
    }
}
