package dev.capstan.cli.migrate.argo;

import dev.capstan.argo.survey.Finding;
import dev.capstan.argo.survey.Finding.Weight;
import dev.capstan.argo.survey.Installation;
import dev.capstan.cli.terminal.PrintableText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found, for people: the same of many objects is said once. */
public final class SurveyText {
    private static final int NAMED = 6;

    private final List<String> lines = new ArrayList<>();

    private SurveyText() {}

    /** The lines. */
    public static List<String> of(Installation installation, List<Finding> findings) {
        var text = new SurveyText();
        text.line("Argo CD in %s: %s, %s, %s, %s"
                .formatted(
                        installation.namespace(),
                        count(installation.applications().size(), "Application"),
                        count(installation.sets().size(), "ApplicationSet"),
                        count(installation.projects().size(), "AppProject"),
                        count(installation.secrets().size(), "Secret") + " of repositories and clusters"));
        text.findings("Would stand still", Weight.STOPS, findings);
        text.findings("Must come to its end first", Weight.WAITS, findings);
        text.findings("Would be passed over", Weight.LOST, findings);
        if (findings.isEmpty()) {
            text.line("");
            text.line("Nothing that it uses works otherwise here.");
        }
        return List.copyOf(text.lines);
    }

    private static String count(int number, String kind) {
        return number + " " + kind + (number == 1 ? "" : "s");
    }

    private void findings(String title, Weight weight, List<Finding> findings) {
        Map<String, List<String>> subjects = new LinkedHashMap<>();
        findings.stream()
                .filter(it -> it.weight() == weight)
                .forEach(it -> subjects.computeIfAbsent(it.what(), _ -> new ArrayList<>())
                        .add(it.subject()));
        if (!subjects.isEmpty()) {
            line("");
            line("%s (%d)".formatted(title, subjects.size()));
            subjects.forEach((what, those) -> line("  " + named(those) + ": " + what));
        }
    }

    private static String named(List<String> subjects) {
        int more = subjects.size() - NAMED;
        String first = String.join(", ", subjects.stream().limit(NAMED).toList());
        return more > 0 ? first + " and " + more + " more" : first;
    }

    private void line(String text) {
        lines.add(PrintableText.of(text));
    }
}
