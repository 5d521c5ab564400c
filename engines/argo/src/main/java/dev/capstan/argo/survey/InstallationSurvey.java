package dev.capstan.argo.survey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.health.assess.Customizations;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.project.DefaultProject;
import dev.capstan.argo.repository.Repositories;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.argo.signature.SignaturePolicies;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks through a whole installation. What is found does not depend on the order of the objects. */
public final class InstallationSurvey {
    private static final String SETTINGS = "argocd-cm";
    private static final String NOTIFICATIONS = "argocd-notifications-cm";
    private static final Comparator<JsonNode> BY_NAME = Comparator.comparing(
                    (JsonNode object) -> Metadata.of(object).namespace())
            .thenComparing(object -> Metadata.of(object).name());

    private final Installation installation;
    private final Repositories repositories;
    private final Clusters clusters;
    private final Findings findings = new Findings();

    private InstallationSurvey(Installation installation, ArgoSettings settings) {
        this.installation = installation;
        this.repositories = Repositories.of(installation.secrets());
        this.clusters = Clusters.of(installation.secrets(), settings.isInClusterEnabled());
    }

    /** Everything that will not be as it was: settings, Secrets and projects first, then Applications and sets by their names. */
    public static List<Finding> of(Installation installation) {
        var settings = ArgoSettings.of(installation.configMap(SETTINGS));
        var survey = new InstallationSurvey(installation, settings);
        survey.settings(settings);
        survey.secrets();
        survey.objects();
        return survey.findings.all();
    }

    private void settings(ArgoSettings settings) {
        var about = findings.about("ConfigMap " + SETTINGS);
        settings.notices().forEach(about::lost);
        Customizations.of(installation.configMap(SETTINGS)).warnings().forEach(about::lost);
        CommandParameters.look(
                installation.configMap(CommandParameters.NAME), findings.about("ConfigMap " + CommandParameters.NAME));
        boolean notifies = installation.configMap(NOTIFICATIONS).keySet().stream()
                .anyMatch(key -> key.startsWith("trigger.") || key.equals("subscriptions"));
        if (notifies) {
            findings.about("ConfigMap " + NOTIFICATIONS)
                    .lost("its triggers and templates send nothing; Alerts and Providers take their place");
        }
    }

    private void secrets() {
        var about = findings.about("Secrets of " + installation.namespace());
        repositories.notices().forEach(about::lost);
        clusters.notices().forEach(about::lost);
    }

    private void objects() {
        var projects = projects();
        var applications = new ApplicationSurvey(installation.namespace(), projects, repositories, clusters, findings);
        installation.applications().stream().sorted(BY_NAME).forEach(applications::look);
        var sets = new SetSurvey(findings);
        installation.sets().stream().sorted(BY_NAME).forEach(sets::look);
    }

    private Map<String, AppProject> projects() {
        var projects = new HashMap<String, AppProject>();
        var own = DefaultProject.object(installation.namespace());
        projects.put(AppProject.DEFAULT, AppProject.of(own, List.of(), List.of()));
        installation.projects().stream().sorted(BY_NAME).forEach(object -> {
            var name = Metadata.of(object).name();
            var project = AppProject.of(object, repositories.urlsOf(name), clusters.ofProject(name));
            projects.put(name, project);
            var about = findings.about("AppProject", object);
            project.problems().forEach(about::lost);
            SignaturePolicies.of(object.path("spec")).notices().forEach(about::lost);
        });
        return projects;
    }
}
