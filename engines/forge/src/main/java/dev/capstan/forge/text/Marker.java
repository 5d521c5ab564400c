package dev.capstan.forge.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line at the end of a body that readers do not see: the definition of a link that nobody uses. By it we know our own pull requests,
 * and what they were opened for.
 *
 * @param owner of the pull request: one automation and group
 * @param state who is to blame when it is closed
 * @param fingerprints of the changes, see {@link ImageChange#fingerprint}
 */
public record Marker(String owner, State state, Set<String> fingerprints) {
    private static final int MOST = 500;
    private static final Pattern LINE = Pattern.compile(
            "(?m)^\\[capstan]: # \"v1 (?<owner>[A-Za-z0-9._/-]{1,600}) (?<state>wanted|obsolete) (?<all>[0-9a-f,]{0,8000})\"\\s*$");

    /** What became of it by us. */
    public enum State {
        WANTED,
        /** It was closed because nobody wants it any more. */
        OBSOLETE
    }

    /** Keeps the first {@value #MOST} fingerprints; what is no character of a name of an owner becomes a dash. */
    public Marker {
        owner = owner.replaceAll("[^A-Za-z0-9._/-]", "-");
        fingerprints = fingerprints.stream().limit(MOST).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Of what is wanted. */
    public static Marker of(String owner, Collection<ImageChange> changes) {
        return new Marker(
                owner,
                State.WANTED,
                changes.stream()
                        .map(ImageChange::fingerprint)
                        .sorted()
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** The last one in a body; empty when there is none. */
    public static Optional<Marker> in(String body) {
        return LINE.matcher(body)
                .results()
                .reduce((_, last) -> last)
                .map(found -> new Marker(
                        found.group("owner"),
                        found.group("state").equals("wanted") ? State.WANTED : State.OBSOLETE,
                        Arrays.stream(found.group("all").split(","))
                                .filter(each -> !each.isEmpty())
                                .collect(Collectors.toCollection(LinkedHashSet::new))));
    }

    /** The same of one that nobody wants any more. */
    public Marker obsolete() {
        return new Marker(owner, State.OBSOLETE, fingerprints);
    }

    /** A body that has this marker in place of any other. */
    public String under(String body) {
        return LINE.matcher(body).replaceAll("").stripTrailing() + "\n\n" + line() + "\n";
    }

    private String line() {
        return "[capstan]: # \"v1 " + owner + " " + (state == State.WANTED ? "wanted" : "obsolete") + " "
                + String.join(",", fingerprints) + "\"";
    }
}
