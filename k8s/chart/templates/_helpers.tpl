{{- /* What "controllers" of the values are called in the cluster. */ -}}
{{- define "capstan.components" -}}
source: source-controller
kustomize: kustomize-controller
helm: helm-controller
notification: notification-controller
secrets: secrets-controller
image: image-reflector
promotion: promotion-controller
application: application-controller
{{- end }}

{{- define "capstan.sharedLabels" -}}
app.kubernetes.io/instance: {{ .Release.Namespace }}
app.kubernetes.io/version: {{ .Chart.AppVersion }}
app.kubernetes.io/part-of: flux
{{- end }}

{{- /* Takes the root and the component. */ -}}
{{- define "capstan.labels" -}}
{{ include "capstan.sharedLabels" (index . 0) }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- /* The pod, and its account, that a component runs as. Takes the root and the component. */ -}}
{{- define "capstan.account" -}}
{{ if (index . 0).Values.standalone.enabled }}capstan{{ else }}{{ index . 1 }}{{ end }}
{{- end }}

{{- /* Takes the root, a name and what the values say of that image. */ -}}
{{- define "capstan.image" -}}
{{- $root := index . 0 }}
{{- with $root.Values.image.registry }}{{ . }}/{{ end }}{{ $root.Values.image.group }}/{{ index . 1 }}:{{ default $root.Chart.AppVersion $root.Values.image.tag }}
{{- end }}

{{- define "capstan.placement" -}}
nodeSelector:
  {{- toYaml .Values.nodeSelector | nindent 2 }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "capstan.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "capstan.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "capstan.probes" -}}
startupProbe:
  httpGet:
    port: healthz
    path: /healthz
  periodSeconds: 1
  failureThreshold: 120
livenessProbe:
  httpGet:
    port: healthz
    path: /healthz
{{- end }}
