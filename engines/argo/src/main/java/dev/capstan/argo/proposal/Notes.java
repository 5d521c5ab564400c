package dev.capstan.argo.proposal;

import dev.capstan.argo.proposal.Note.Weight;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is said about one subject; the same is said once. */
final class Notes {
    private final String subject;
    private final Set<Note> all = new LinkedHashSet<>();

    Notes(String subject) {
        this.subject = subject;
    }

    void missing(String what) {
        all.add(new Note(Weight.MISSING, subject, what));
    }

    void todo(String what) {
        all.add(new Note(Weight.TODO, subject, what));
    }

    void different(String what) {
        all.add(new Note(Weight.DIFFERENT, subject, what));
    }

    List<Note> all() {
        return List.copyOf(all);
    }
}
