package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Where objects of an Application go, and as whom.
 *
 * @param namespace of the destination; may be empty
 * @param kubeConfig the Secret of another cluster
 * @param account that applies
 * @param namespaces manifests of namespaces that must be there first
 */
record Target(String namespace, Optional<String> kubeConfig, Optional<String> account, List<ObjectNode> namespaces) {

    /** Copies the list. */
    Target {
        namespaces = List.copyOf(namespaces);
    }

    /** Says it in a spec. */
    void into(ObjectNode spec) {
        kubeConfig.ifPresent(
                name -> spec.putObject("kubeConfig").putObject("secretRef").put("name", name));
        account.ifPresent(name -> spec.put("serviceAccountName", name));
    }
}
