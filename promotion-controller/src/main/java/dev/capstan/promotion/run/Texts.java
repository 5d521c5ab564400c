package dev.capstan.promotion.run;

import dev.capstan.promotion.gate.GateState;
import dev.capstan.promotion.place.Content;
import java.util.List;
import java.util.stream.Collectors;

/** Messages of commits, tags and pull requests. */
record Texts(String promotion) {

    String promoted(String from, String to, Content candidate, String why) {
        return "Promote " + candidate.shortRevision() + " to " + to + "\n\nFrom: " + from + "\nWhy: " + why
                + "\nPromotion: " + promotion + "\n";
    }

    String rolledBack(String environment, Content target, Content bad, String why) {
        return "Roll " + environment + " back to " + target.shortRevision() + "\n\nFrom: " + bad.shortRevision()
                + "\nWhy: " + why + "\nPromotion: " + promotion + "\n";
    }

    static String title(Content candidate, String to) {
        return "Promote " + candidate.shortRevision() + " to " + to;
    }

    String body(String from, Content candidate, List<GateState> gates, List<String> files) {
        return "What was proven in " + from + " at `" + candidate.revision() + "`.\n\n"
                + gates.stream()
                        .map(gate -> "- " + gate.type() + ": " + gate.message() + "\n")
                        .collect(Collectors.joining())
                + (files.isEmpty() ? "" : "\nFiles: `" + String.join("`, `", files) + "`\n")
                + "\nPromotion: " + promotion + "\n";
    }

    static String why(List<GateState> gates) {
        return gates.stream().map(GateState::message).collect(Collectors.joining("; "));
    }
}
