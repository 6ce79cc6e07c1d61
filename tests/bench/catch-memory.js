// Keeps the WebAssembly memory where the measuring script finds it.
for (const name of ["instantiate", "instantiateStreaming"]) {
  const real = WebAssembly[name].bind(WebAssembly);
  WebAssembly[name] = async (...parts) => {
    const made = await real(...parts);
    globalThis.pageMemory = (made.instance ?? made).exports.memory;
    return made;
  };
}
