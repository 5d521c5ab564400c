package dev.capstan.argo.survey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.survey.Finding.Weight;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is found about one subject after the other; the same is said once. */
final class Findings {
    private final Set<Finding> all = new LinkedHashSet<>();

    /** What is said about one subject. */
    final class About {
        private final String subject;

        private About(String subject) {
            this.subject = subject;
        }

        About stops(String what) {
            return add(Weight.STOPS, what);
        }

        About lost(String what) {
            return add(Weight.LOST, what);
        }

        About waits(String what) {
            return add(Weight.WAITS, what);
        }

        private About add(Weight weight, String what) {
            all.add(new Finding(weight, subject, what));
            return this;
        }
    }

    About about(String subject) {
        return new About(subject);
    }

    About about(String kind, JsonNode object) {
        var metadata = Metadata.of(object);
        return new About(kind + " " + metadata.namespace() + "/" + metadata.name());
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
