{{- define "capstan.environment" -}}
- name: RUNTIME_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
{{- with .Values.javaOptions }}
- name: JAVA_TOOL_OPTIONS
  value: {{ . | quote }}
{{- end }}
- name: QUARKUS_HTTP_PORT
  value: "8080"
- name: CAPSTAN_PORT_HEALTH
  value: "9440"
- name: CAPSTAN_PORT_RECORDING
  value: "9797"
- name: CAPSTAN_LOG_FORMAT
  value: json
- name: CAPSTAN_LEADER_ELECTION
  value: "true"
- name: CAPSTAN_LEADER_ELECTION_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
{{- end }}

{{- define "capstan.bus" -}}
- name: CAPSTAN_BUS
  value: nats
- name: CAPSTAN_NATS_URL
  value: {{ ternary "tls" "nats" .Values.nats.tls.enabled }}://nats.{{ .Release.Namespace }}.svc{{ if not .Values.nats.tls.enabled }}.cluster.local.{{ end }}:4222
{{- if .Values.nats.tls.enabled }}
- name: CAPSTAN_NATS_TLS_AUTHORITY
  value: /etc/nats-tls/ca.crt
{{- end }}
- name: CAPSTAN_NATS_USER
  valueFrom:
    secretKeyRef:
      name: {{ .Values.nats.secretName }}
      key: username
- name: CAPSTAN_NATS_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .Values.nats.secretName }}
      key: password
{{- end }}

{{- /* Takes the root and the id of a controller. */ -}}
{{- define "capstan.tenancy" -}}
{{- $tenancy := (index . 0).Values.tenancy }}
{{- if $tenancy.lockDown }}
{{- $id := index . 1 }}
{{- if eq $id "notification" }}
- name: CAPSTAN_NOTIFICATION_CROSS_NAMESPACE_REFS
  value: "false"
{{- else if not (has $id (list "secrets" "application")) }}
- name: CAPSTAN_{{ upper $id }}_NO_CROSS_NAMESPACE_REFS
  value: "true"
{{- end }}
{{- if has $id (list "kustomize" "helm") }}
- name: CAPSTAN_{{ upper $id }}_DEFAULT_SERVICE_ACCOUNT
  value: {{ $tenancy.defaultServiceAccount }}
{{- end }}
{{- if eq $id "kustomize" }}
- name: CAPSTAN_KUSTOMIZE_NO_REMOTE_BASES
  value: "true"
{{- end }}
{{- end }}
{{- end }}

{{- /* What is true of one controller alone, in a pod of its own. Takes the root and the id of a controller. */ -}}
{{- define "capstan.own" -}}
{{- $root := index . 0 }}
{{- if eq (index . 1) "source" }}
- name: CAPSTAN_SOURCE_STORAGE_PATH
  value: /data
- name: CAPSTAN_SOURCE_STORAGE_ADDRESS
  value: 0.0.0.0:9090
- name: CAPSTAN_SOURCE_STORAGE_ADVERTISED_ADDRESS
  value: source-controller.{{ $root.Release.Namespace }}.svc.cluster.local.
{{- if eq $root.Values.storage.kind "nats" }}
- name: CAPSTAN_SOURCE_STORAGE_KIND
  value: nats
- name: CAPSTAN_SOURCE_STORAGE_MAX_BYTES
  value: {{ $root.Values.storage.natsMaxBytes | quote }}
{{- end }}
{{- else if eq (index . 1) "image" }}
- name: CAPSTAN_IMAGE_STORAGE_PATH
  value: /data
{{- else if eq (index . 1) "promotion" }}
- name: CAPSTAN_PROMOTION_STORAGE_PATH
  value: /data
{{- else if eq (index . 1) "application" }}
- name: CAPSTAN_APPLICATION_STORAGE_PATH
  value: /data
{{- include "capstan.argocd" $root }}
{{- end }}
{{- end }}

{{- /* Where Argo CD's settings are, and who applies. Takes the root. */ -}}
{{- define "capstan.argocd" }}
- name: CAPSTAN_APPLICATION_NAMESPACE
  value: {{ .Values.argocd.namespace }}
- name: CAPSTAN_APPLICATION_DEFAULT_SERVICE_ACCOUNT
  value: {{ default (printf "%s:argocd-application-controller" .Release.Namespace) .Values.argocd.defaultServiceAccount }}
{{- end }}
