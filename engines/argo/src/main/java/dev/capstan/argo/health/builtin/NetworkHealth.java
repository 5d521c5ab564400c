package dev.capstan.argo.health.builtin;

import dev.capstan.argo.health.Health;

/** What waits for something from outside: an address, a volume, another server. */
final class NetworkHealth {

    private NetworkHealth() {}

    static Health service(LiveObject service) {
        boolean waits = service.text("spec", "type").equals("LoadBalancer") && !hasAddress(service);
        return waits ? Health.progressing("") : Health.healthy("");
    }

    static Health ingress(LiveObject ingress) {
        return hasAddress(ingress) ? Health.healthy("") : Health.progressing("");
    }

    static Health persistentVolumeClaim(LiveObject claim) {
        return switch (claim.text("status", "phase")) {
            case "Bound" -> Health.healthy("");
            case "Pending" -> Health.progressing("");
            case "Lost" -> Health.degraded("");
            default -> Health.unknown("");
        };
    }

    static Health apiService(LiveObject service) {
        return service.conditions().stream()
                .filter(condition -> condition.isOfType("Available"))
                .findFirst()
                .map(NetworkHealth::availability)
                .orElseGet(() -> Health.progressing("Waiting to be processed"));
    }

    private static Health availability(LiveObject available) {
        String message = available.text("reason") + ": " + available.text("message");
        return available.isTrue() ? Health.healthy(message) : Health.progressing(message);
    }

    private static boolean hasAddress(LiveObject object) {
        return !object.list("status", "loadBalancer", "ingress").isEmpty();
    }
}
