// Exposes the WebAssembly memory to the measuring script.
for (const name of ["instantiate", "instantiateStreaming"]) {
  const real = WebAssembly[name].bind(WebAssembly);
  WebAssembly[name] = async (...args) => {
    const result = await real(...args);
    globalThis.pageMemory = (result.instance ?? result).exports.memory;
    return result;
  };
}
