package dev.capstan.argo.survey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.compare.ignore.IgnoreRule;
import dev.capstan.argo.compare.ignore.IgnoreRules;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.project.ApplicationCheck;
import dev.capstan.argo.repository.Repositories;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.ApplicationSources;
import java.util.List;
import java.util.Map;

/** Looks at single Applications. */
final class ApplicationSurvey {
    private static final String NOTIFICATIONS = "notifications.argoproj.io/";
    private static final String IMAGE_UPDATER = "argocd-image-updater.argoproj.io/";

    private final String controlPlane;
    private final Map<String, AppProject> projects;
    private final Repositories repositories;
    private final Clusters clusters;
    private final Findings findings;

    ApplicationSurvey(
            String controlPlane,
            Map<String, AppProject> projects,
            Repositories repositories,
            Clusters clusters,
            Findings findings) {
        this.controlPlane = controlPlane;
        this.projects = projects;
        this.repositories = repositories;
        this.clusters = clusters;
        this.findings = findings;
    }

    void look(JsonNode application) {
        var about = findings.about("Application", application);
        var spec = application.path("spec");
        permitted(application, spec, about);
        SourceSurvey.look(spec, about);
        reachable(spec, about);
        options(spec, about);
        ignored(spec, about);
        annotations(application, about);
        if (application.path("operation").isObject() || isRunning(application)) {
            about.waits("a sync is under way; let it end before another controller takes over");
        }
    }

    private void permitted(JsonNode application, JsonNode spec, Findings.About about) {
        var name = project(spec);
        var project = projects.get(name);
        if (project == null) {
            about.stops("its project '" + name + "' does not exist");
            return;
        }
        var metadata = Metadata.of(application);
        var check = new ApplicationCheck(project, clusters);
        check.namespaceProblem(metadata.name(), metadata.namespace(), controlPlane)
                .ifPresent(about::stops);
        if (!spec.path(SourceSurvey.HYDRATOR).isObject()) {
            check.problems(spec).forEach(about::stops);
        }
    }

    private static String project(JsonNode spec) {
        return AppProject.named(Fields.text(spec, "project"));
    }

    private void reachable(JsonNode spec, Findings.About about) {
        for (ApplicationSource source : ApplicationSources.of(spec).all()) {
            if (repositories.find(source.repoUrl(), project(spec))
                    instanceof Repositories.Lookup.Unusable(String why)) {
                about.stops(why);
            }
        }
    }

    private static void options(JsonNode spec, Findings.About about) {
        var options = Fields.texts(spec.path("syncPolicy"), "syncOptions");
        new SyncOptions(options).problems().forEach(about::lost);
    }

    private static void ignored(JsonNode spec, Findings.About about) {
        List<IgnoreRule> rules = Fields.elements(spec, "ignoreDifferences").stream()
                .map(ApplicationSurvey::rule)
                .toList();
        var read = IgnoreRules.of(rules, System::nanoTime);
        read.problems().forEach(about::stops);
        read.warnings().forEach(about::lost);
    }

    private static IgnoreRule rule(JsonNode rule) {
        return new IgnoreRule(
                Fields.text(rule, "group"),
                Fields.text(rule, "kind"),
                Fields.text(rule, "name"),
                Fields.text(rule, "namespace"),
                Fields.texts(rule, "jsonPointers"),
                Fields.texts(rule, "jqPathExpressions"),
                Fields.texts(rule, "managedFieldsManagers"));
    }

    private static void annotations(JsonNode application, Findings.About about) {
        var keys = Fields.entries(application.path("metadata"), "annotations").keySet();
        if (keys.stream().anyMatch(key -> key.startsWith(NOTIFICATIONS))) {
            about.lost("subscriptions to notifications send nothing; an Alert with the event source Application takes"
                    + " their place");
        }
        if (keys.stream().anyMatch(key -> key.startsWith(IMAGE_UPDATER))) {
            about.lost("Argo CD Image Updater is a program of its own: it goes on where it runs; ImagePolicy and"
                    + " ImageUpdateAutomation take its place");
        }
    }

    private static boolean isRunning(JsonNode application) {
        var phase = Fields.text(application.path("status").path("operationState"), "phase");
        return phase.equals("Running") || phase.equals("Terminating");
    }
}
