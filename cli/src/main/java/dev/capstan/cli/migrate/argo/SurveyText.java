package dev.capstan.cli.migrate.argo;

import dev.capstan.argo.survey.Finding;
import dev.capstan.argo.survey.Finding.Weight;
import dev.capstan.argo.survey.Installation;
import java.util.List;

/** What was found, for people. */
public final class SurveyText {
    private SurveyText() {}

    /** The lines. */
    public static List<String> of(Installation installation, List<Finding> findings) {
        var text = new SubjectLines();
        text.line("Argo CD in %s: %s, %s, %s, %s"
                .formatted(
                        installation.namespace(),
                        count(installation.applications().size(), "Application"),
                        count(installation.sets().size(), "ApplicationSet"),
                        count(installation.projects().size(), "AppProject"),
                        count(installation.secrets().size(), "Secret") + " of repositories and clusters"));
        section(text, "Would stand still", Weight.STOPS, findings);
        section(text, "Must come to its end first", Weight.WAITS, findings);
        section(text, "Would be passed over", Weight.LOST, findings);
        if (findings.isEmpty()) {
            text.line("");
            text.line("Nothing that it uses works otherwise here.");
        }
        return text.all();
    }

    private static String count(int number, String kind) {
        return number + " " + kind + (number == 1 ? "" : "s");
    }

    private static void section(SubjectLines text, String title, Weight weight, List<Finding> findings) {
        text.section(title, findings.stream().filter(it -> it.weight() == weight), Finding::what, Finding::subject);
    }
}
