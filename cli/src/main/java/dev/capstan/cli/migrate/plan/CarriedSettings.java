package dev.capstan.cli.migrate.plan;

import dev.capstan.cli.migrate.survey.FluxController;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of Flux's controllers, as those of ours. Pure.
 *
 * @param settings what the containers get, by component and variable
 * @param findings what is not carried over, and what that means
 */
public record CarriedSettings(List<Setting> settings, List<Finding> findings) {

    /** Which pods of another controller do: without flags of Flux this many objects are worked on at a time. */
    private static final int CONCURRENT = 16;

    private static final String SELECTOR = "watch-label-selector";

    /** Flags that name an account, whose meaning depends on the controller. */
    private static final String DEFAULT_ACCOUNT = "default-service-account";

    private static final Set<String> APPLIERS = Set.of("kustomize-controller", "helm-controller");

    /** Variables by which SDKs of clouds and HTTP clients are told who and where they are. */
    private static final List<String> CARRIED_VARIABLES = List.of("AWS_", "AZURE_", "GOOGLE_", "VAULT_");

    /** Copies the lists. */
    public CarriedSettings {
        settings = List.copyOf(settings);
        findings = List.copyOf(findings);
    }

    /** Reads the controllers of one Flux. */
    public static CarriedSettings of(List<FluxController> controllers) {
        Map<String, List<FluxController>> bySuccessor = controllers.stream()
                .collect(Collectors.groupingBy(FluxController::successor, LinkedHashMap::new, Collectors.toList()));
        var reading = new Reading();
        bySuccessor.forEach(reading::component);
        return new CarriedSettings(List.copyOf(reading.settings.values()), reading.findings);
    }

    /** The settings of one of our components, by variable. */
    public Map<String, String> of(String component) {
        return settings.stream()
                .filter(setting -> setting.component().equals(component))
                .collect(Collectors.toMap(Setting::variable, Setting::value, (first, _) -> first, LinkedHashMap::new));
    }

    private static final class Reading {

        private final Map<String, Setting> settings = new LinkedHashMap<>();
        private final List<Finding> findings = new ArrayList<>();

        void component(String component, List<FluxController> controllers) {
            selectors(component, controllers);
            for (FluxController controller : controllers) {
                flags(component, controller);
                controller.flags().featureGates().forEach((gate, isOn) -> gate(component, controller, gate, isOn));
                variables(component, controller);
                defaultsOfItsVersion(component, controller);
            }
        }

        /** Shards become one controller, which sees all objects; a selector of a controller without shards stays. */
        private void selectors(String component, List<FluxController> controllers) {
            Map<String, Long> perFluxComponent = controllers.stream()
                    .collect(Collectors.groupingBy(FluxController::component, Collectors.counting()));
            boolean isSharded = perFluxComponent.values().stream().anyMatch(count -> count > 1);
            if (isSharded) {
                findings.add(Finding.notes(
                        component,
                        "%s become one Deployment, which works on all objects whatever their shard"
                                .formatted(controllers.stream()
                                        .map(FluxController::name)
                                        .collect(Collectors.joining(", ")))));
                return;
            }
            for (FluxController controller : controllers) {
                controller
                        .flags()
                        .value(SELECTOR)
                        .filter(selector -> !selector.isEmpty())
                        .ifPresent(selector -> put(
                                component, "CAPSTAN_WATCH_LABEL_SELECTOR", selector, "--" + SELECTOR + "=" + selector));
            }
        }

        private void flags(String component, FluxController controller) {
            controller.flags().values().forEach((flag, values) -> {
                String value = values.getLast();
                String from = "--%s=%s".formatted(flag, String.join(",", values));
                if (flag.equals("watch-all-namespaces") && value.equals("false")) {
                    put(component, "CAPSTAN_WATCH_NAMESPACE", controller.namespace(), from);
                } else if (flag.equals("concurrent") && number(value) > CONCURRENT) {
                    put(component, "CAPSTAN_CONCURRENT", value, from);
                } else if (flag.equals(DEFAULT_ACCOUNT)) {
                    if (!APPLIERS.contains(component)) {
                        differs(controller, from, "the identity of the controller is used where an object names none");
                    }
                } else {
                    FlagRules.variable(component, flag)
                            .ifPresentOrElse(
                                    variable -> put(component, variable, String.join(",", values), from),
                                    () -> FlagRules.difference(flag)
                                            .ifPresent(difference -> differs(controller, from, difference)));
                }
            });
        }

        private void gate(String component, FluxController controller, String gate, boolean isOn) {
            String from = "--feature-gates=%s=%s".formatted(gate, isOn);
            FlagRules.gate(component, gate)
                    .ifPresentOrElse(
                            variable -> put(component, variable, Boolean.toString(isOn), from),
                            () -> FlagRules.gateDifference(gate)
                                    .filter(_ -> isOn)
                                    .ifPresent(difference -> differs(controller, from, difference)));
        }

        private void variables(String component, FluxController controller) {
            controller.environment().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> {
                        String name = entry.getKey();
                        if (isCarried(name)) {
                            put(component, name, entry.getValue(), Setting.VARIABLE + name);
                        } else if (Set.of("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy")
                                .contains(name)) {
                            differs(
                                    controller,
                                    Setting.VARIABLE + name,
                                    "proxies are named by each source here (spec.proxySecretRef)");
                        }
                    });
            controller.references().stream()
                    .filter(Reading::isCarried)
                    .forEach(name -> differs(controller, Setting.VARIABLE + name, "patch our Deployment the same way"));
        }

        private static boolean isCarried(String variable) {
            return CARRIED_VARIABLES.stream().anyMatch(variable::startsWith);
        }

        /** A default that a later version of Flux changed, and ours with it. */
        private void defaultsOfItsVersion(String component, FluxController controller) {
            boolean isSet = controller.flags().featureGates().containsKey("StrictPostBuildSubstitutions");
            if (controller.component().equals("kustomize-controller") && controller.isOlderThan(1, 9) && !isSet) {
                put(
                        component,
                        "CAPSTAN_KUSTOMIZE_FEATURE_GATES_STRICT_POST_BUILD_SUBSTITUTIONS",
                        "false",
                        "the default of " + controller.image().replaceFirst(".*/", ""));
            }
        }

        private void differs(FluxController controller, String from, String difference) {
            findings.add(Finding.warns(controller.name(), from + " is not carried over: " + difference, ""));
        }

        private void put(String component, String variable, String value, String from) {
            settings.putIfAbsent(component + "/" + variable, new Setting(component, variable, value, from));
        }

        private static int number(String text) {
            return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
        }
    }
}
