package dev.capstan.promotion.run;

import dev.capstan.promotion.chain.EnvironmentState;
import dev.capstan.promotion.gate.ApprovalGate;
import dev.capstan.promotion.gate.ExpressionGate;
import dev.capstan.promotion.gate.GateState;
import dev.capstan.promotion.gate.SoakGate;
import dev.capstan.promotion.gate.WindowGate;
import dev.capstan.promotion.place.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The gates of one environment as they are now. */
record GateBench(PassInput input, int index, EnvironmentState from) {

    List<GateState> at(Content candidate) {
        Environment to = input.environments().get(index);
        var gates = new ArrayList<GateState>();
        to.healthyFor().ifPresent(needed -> gates.add(SoakGate.at(input.now(), needed, from.healthySince())));
        to.expression()
                .ifPresent(condition ->
                        gates.add(ExpressionGate.at(condition.text(), condition.compiled(), values(candidate))));
        if (!to.windows().isEmpty()) {
            gates.add(WindowGate.at(input.now(), to.windows()));
        }
        if (to.approval() == Environment.Approval.ANNOTATION) {
            gates.add(ApprovalGate.byAnnotation(
                    to.name(), candidate, input.notes().approvals(), command(to.name(), candidate)));
        }
        return gates;
    }

    private Map<String, ?> values(Content candidate) {
        return Map.of(
                "candidate",
                Map.of(
                        "environment", from.name(),
                        "target", input.environments().get(index).name(),
                        "revision", candidate.revision(),
                        "commit", candidate.commit(),
                        "digest", candidate.digest(),
                        "files", candidate.files()),
                "watched",
                input.fields().get(index - 1));
    }

    private String command(String environment, Content candidate) {
        String[] parts = input.name().split("/", 2);
        return "kubectl -n " + parts[0] + " annotate --overwrite promotion " + parts[1]
                + " promotion.capstan.dev/approve='" + environment + "=" + candidate.shortCommit() + ", REASON'";
    }
}
