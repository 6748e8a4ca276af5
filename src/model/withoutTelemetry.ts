// Keeps ONNX Runtime from reporting usage. Its builds for Linux and macOS do so from 1.29 on unless this variable is set
// before the library is loaded; the version in use has no such code. Every file that imports the library imports this
// file first. Child processes inherit the variable.
process.env.ORT_DISABLE_TELEMETRY = '1';
